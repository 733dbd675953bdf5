// The page at /docs: one tab for each gateway's document, shown by Swagger UI.
/* global SwaggerUIBundle */

const DOCUMENTS = [
  ['public', 'Without an account'],
  ['customer', 'Customers'],
  ['restaurant', 'Restaurants'],
  ['partner', 'Delivery partners'],
  ['operator', 'Operators'],
];

const nav = document.querySelector('nav');
for (const [name, title] of DOCUMENTS) {
  const link = document.createElement('a');
  link.href = `?for=${name}`;
  link.textContent = title;
  nav.append(link);
}

/** Which document the address asks for. */
const wanted = new URLSearchParams(location.search).get('for');
const shown = DOCUMENTS.some(([name]) => name === wanted) ? wanted : 'customer';
document.querySelector(`a[href="?for=${shown}"]`).setAttribute('aria-current', 'page');

const ui = SwaggerUIBundle({
  url: `/openapi/${shown}.json`,
  dom_id: '#ui',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  // Whoever logs in here is logged in here.
  responseInterceptor(response) {
    if (response.ok && response.url.endsWith('/v1/auth/login')) {
      ui.preauthorizeApiKey('bearer', response.obj.accessToken);
    }
    return response;
  },
});
