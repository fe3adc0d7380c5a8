import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { TOPICS } from '@winnow/contracts/topics';
import { STAGES } from '@winnow/stages/pipeline';
import { groupOf } from '@winnow/wiring/topics';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT, sourceFiles } from './source-files.ts';

/** Each worker's service, what it reads and the group it reads in. */
const WORKERS: Readonly<Record<string, { readonly topic: string; readonly group: string }>> = {
  ...Object.fromEntries(
    Object.entries({
      parser: 'parse',
      'salary-normalizer': 'salary',
      'stack-tagger': 'stack',
      deduplicator: 'duplicate',
    }).map(([service, name]) => {
      const stage = STAGES.find((each) => each.name === name);
      return [service, { topic: stage?.input ?? '', group: groupOf([name]) }];
    }),
  ),
  archiver: { topic: TOPICS.enriched, group: groupOf(['archive']) },
};

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A part of a document whose shape the test itself states. */
type Tree = { readonly [name: string]: Tree } & { readonly [Symbol.iterator]?: undefined };

describe('topics.json', () => {
  interface Topic {
    readonly name: string;
    readonly config: Readonly<Record<string, string>>;
  }
  const { topics } = JSON.parse(read('infra/kafka/topics.json')) as { topics: readonly Topic[] };
  const configOf = (name: string): Topic['config'] =>
    topics.find((topic) => topic.name === name)?.config ?? {};
  const BODY_BYTES_MAX = 16_777_216;

  it('has the topics of the contract', () => {
    assert.deepEqual(topics.map(({ name }) => name).toSorted(), Object.values(TOPICS).toSorted());
  });

  it('keeps everything until its time is over, in records of any size we write', () => {
    for (const { name, config } of topics) {
      assert.equal(config['cleanup.policy'], 'delete', name);
      assert.equal(Number(config['max.message.bytes']), BODY_BYTES_MAX, name);
    }
  });

  it('takes the time of appending after the raw topic, so that retention begins there', () => {
    for (const { name, config } of topics) {
      const wanted = name === TOPICS.raw ? 'CreateTime' : 'LogAppendTime';
      assert.equal(config['message.timestamp.type'], wanted, name);
    }
  });

  it('keeps dead letters at least as long as the raw postings they came from', () => {
    const retentionMs = (name: string): number => Number(configOf(name)['retention.ms']);
    assert.ok(retentionMs(TOPICS.dead) >= retentionMs(TOPICS.raw));
  });
});

describe('docker-compose.yml', () => {
  interface Service {
    readonly image?: string;
    readonly command?: readonly string[] | string;
    readonly ports?: readonly string[];
    readonly healthcheck?: object;
    readonly profiles?: readonly string[];
    readonly restart?: string;
  }
  const compose = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Readonly<Record<string, Service>>;
  };
  const services = Object.entries(compose.services);

  it('pins every image', () => {
    const loose = services.filter(([, { image }]) => !/:v?\d[\w.-]*$/.test(image ?? ''));
    assert.deepEqual(loose, []);
  });

  it('listens on this machine alone', () => {
    const open = services.flatMap(([, { ports = [] }]) =>
      ports.filter((port) => !port.startsWith('127.0.0.1:')),
    );
    assert.deepEqual(open, []);
  });

  it('runs every worker by a service that is there, and no second form of deployment with them', () => {
    for (const name of Object.keys(WORKERS)) {
      const service = compose.services[name];
      assert.deepEqual(service?.command, ['node', `services/${name}/src/main.ts`]);
      assert.equal(service.profiles, undefined, name);
      assert.ok(existsSync(join(ROOT, `services/${name}/src/main.ts`)), name);
    }
    assert.deepEqual(compose.services['pipeline']?.profiles, ['fused']);
  });

  it('uses the images that the tests use', () => {
    const containers = read('test/container-servers.ts');
    for (const name of ['kafka', 'redis', 's3']) {
      const image = compose.services[name]?.image ?? '';
      assert.ok(containers.includes(`'${image}'`), image);
    }
  });
});

describe('the Kubernetes manifests', () => {
  const documents = globSync('infra/k8s/*/*.yaml', { cwd: ROOT }).flatMap((path) =>
    parseAllDocuments(read(path)).map((document) => {
      assert.deepEqual(document.errors, [], path);
      return document.toJS() as Tree & { kind: string; metadata?: { name: string } };
    }),
  );
  const named = (kind: string, name: string): Tree => {
    const found = documents.find((each) => each.kind === kind && each.metadata?.name === name);
    assert.ok(found !== undefined, `${kind} ${name}`);
    return found;
  };

  it('list every file of their folder', () => {
    for (const folder of ['base', 'keda']) {
      const { resources } = parse(read(`infra/k8s/${folder}/kustomization.yaml`)) as {
        resources: readonly string[];
      };
      const files = globSync('*.yaml', { cwd: join(ROOT, 'infra/k8s', folder) });
      const applied = files.filter((file) => !/^kustomization|\.example\./.test(file));
      assert.deepEqual(
        resources.filter((file) => file.endsWith('.yaml')).toSorted(),
        applied.toSorted(),
      );
    }
  });

  for (const [worker, { topic, group }] of Object.entries(WORKERS)) {
    it(`run ${worker}, keep one of it up, and scale it by its own lag`, () => {
      const text = JSON.stringify(named('Deployment', worker));
      assert.ok(text.includes(`"services/${worker}/src/main.ts"`));
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
        assert.ok(text.includes(`"${probe}"`), probe);
      }
      named('PodDisruptionBudget', worker);
      named('HorizontalPodAutoscaler', worker);
      const scaled = JSON.stringify(named('ScaledObject', worker));
      assert.ok(scaled.includes(`"consumerGroup":"${group}"`), group);
      assert.ok(scaled.includes(`"topic":"${topic}"`), topic);
    });
  }
});

describe('the metrics', () => {
  const produced = new Set(
    sourceFiles('packages/*/src').flatMap(({ text }) =>
      [...text.matchAll(/'(winnow_[a-z_]+)'/g)].map(([, name = '']) => name),
    ),
  );
  const rules = read('infra/prometheus/rules.yml');
  const recorded = new Set([...rules.matchAll(/record: (\S+)/g)].map(([, name = '']) => name));

  for (const path of ['infra/prometheus/rules.yml', 'infra/grafana/dashboards/winnow.json']) {
    it(`of ${path} are those that the workers have`, () => {
      const text = read(path);
      const metrics = [...text.matchAll(/\bwinnow_[a-z_]+/g)].map(([name]) =>
        name.replace(/_(?:bucket|sum|count)$/, ''),
      );
      const rates = [...text.matchAll(/\bwinnow:[a-z_0-9]+(?::[a-z_0-9]+)*/g)].map(
        ([name]) => name,
      );
      assert.ok(metrics.length > 0);
      assert.deepEqual(
        [...new Set(metrics)].filter((name) => !produced.has(name)),
        [],
      );
      assert.deepEqual(
        [...new Set(rates)].filter((name) => !recorded.has(name)),
        [],
      );
    });
  }

  it('are scraped from every worker of the compose file', () => {
    const config = parse(read('infra/prometheus/prometheus.yml')) as Tree;
    const text = JSON.stringify(config);
    for (const worker of [...Object.keys(WORKERS), 'pipeline'])
      assert.ok(text.includes(`"${worker}"`));
  });
});
