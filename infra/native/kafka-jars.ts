import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runCommand } from './run-command.ts';
import { installOnce, isInstalled } from './install-once.ts';

export const KAFKA_VERSION = '4.3.1';
const LOG4J_VERSION = '2.25.5';
const FOLDER = `kafka-${KAFKA_VERSION}`;

/** Two dependencies are the whole distribution. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>winnow</groupId><artifactId>kafka-jars</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
      <version>${KAFKA_VERSION}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId>
      <version>${LOG4J_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** Why Kafka cannot run here; undefined when it can. */
export function kafkaMissing(): string | undefined {
  if (findProgram('java') === undefined) return 'Kafka needs Java 17 (java)';
  if (isInstalled(FOLDER) || findProgram('mvn') !== undefined) return undefined;
  return 'Kafka needs Maven (mvn) to fetch its jars';
}

/** The folder of Apache Kafka's jars, fetched by Maven where it is not there. */
export async function kafkaJars(): Promise<string> {
  return await installOnce(FOLDER, async (folder) => {
    const mvn = findProgram('mvn');
    if (mvn === undefined) throw new Error('mvn is not on the PATH');
    await writeFile(join(folder, 'pom.xml'), POM);
    const args = ['-q', '-B', COPY, '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
    await runCommand(mvn, args, { cwd: folder });
  });
}
