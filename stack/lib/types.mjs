/**
 * The shapes that the files of this folder share. Types only, no code.
 *
 * @typedef {object} Account the unprivileged account that runs the servers when we are root
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 *
 * @typedef {object} Places
 * @property {string} root the checkout
 * @property {string} stack `.stack` of the checkout: env, ports, lock, run records
 * @property {string} home of data, logs and downloads: `stack`, or a folder that the account can reach
 *
 * @typedef {Record<string, number>} Ports by name, such as `POSTGRES` or `TEMPORAL_UI`
 *
 * @typedef {object} Context what a server gets to know
 * @property {Places} places
 * @property {Ports} ports
 * @property {Account | null} account null: run the servers as the caller
 * @property {(text: string) => void} report tells people what is being done
 *
 * @typedef {object} Launch
 * @property {string} command
 * @property {string[]} args
 * @property {Record<string, string>} [env] added to a small clean environment
 * @property {string} cwd inside the server's data folder: it marks the process as ours
 * @property {boolean} [asCaller] runs as whoever called `up`, also when the servers have an account
 * @property {string} [stdinFile] becomes the server's standard input
 * @property {string[]} [staleFiles] left by a killed server and in the way of the next one
 * @property {string} fingerprint changes when the server has to be restarted to take a new configuration
 *
 * @typedef {object} Server
 * @property {string} name
 * @property {string} title
 * @property {Ports} ports preferred ports; the first is the one that clients use
 * @property {string[]} programs base names of the executables that its processes run
 * @property {NodeJS.Signals} stopSignal
 * @property {(places: Places) => string[]} missingPackages Debian packages that it lacks
 * @property {(context: Context) => Promise<void>} install does nothing when everything is there
 * @property {(context: Context) => Promise<Launch>} prepare writes data folders and configuration
 * @property {(context: Context) => Promise<boolean>} probe asks the server itself
 * @property {(context: Context) => Promise<void>} setUp users, databases, namespaces; safe to repeat
 * @property {(context: Context) => Promise<string>} version
 *
 * @typedef {object} Identity tells a process from a later one with the same pid
 * @property {number} pid
 * @property {string} started
 *
 * @typedef {object} RunRecord
 * @property {Identity} process
 * @property {Ports} ports
 * @property {string} fingerprint
 * @property {boolean} ready set-up has been done since this start
 *
 * @typedef {'up' | 'not answering' | 'down'} State
 *
 * @typedef {object} ServerStatus
 * @property {string} name
 * @property {string} title
 * @property {State} state
 * @property {string} address
 * @property {string} version
 * @property {string} log
 * @property {number | null} pid
 */
export {};
