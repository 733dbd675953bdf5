console.error('npm run simulate comes with the dispatch policies.');
process.exit(1);
