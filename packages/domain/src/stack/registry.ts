import type { StackCategory } from '@winnow/contracts/code-lists';
import bi from '../../data/stack/bi.json' with { type: 'json' };
import blockchain from '../../data/stack/blockchain.json' with { type: 'json' };
import businessSystem from '../../data/stack/business-system.json' with { type: 'json' };
import ciCd from '../../data/stack/ci-cd.json' with { type: 'json' };
import cloudService from '../../data/stack/cloud-service.json' with { type: 'json' };
import cloud from '../../data/stack/cloud.json' with { type: 'json' };
import dataEngineering from '../../data/stack/data-engineering.json' with { type: 'json' };
import database from '../../data/stack/database.json' with { type: 'json' };
import design from '../../data/stack/design.json' with { type: 'json' };
import format from '../../data/stack/format.json' with { type: 'json' };
import framework from '../../data/stack/framework.json' with { type: 'json' };
import frontEnd from '../../data/stack/front-end.json' with { type: 'json' };
import gameEngine from '../../data/stack/game-engine.json' with { type: 'json' };
import hardware from '../../data/stack/hardware.json' with { type: 'json' };
import infrastructure from '../../data/stack/infrastructure.json' with { type: 'json' };
import language from '../../data/stack/language.json' with { type: 'json' };
import library from '../../data/stack/library.json' with { type: 'json' };
import machineLearning from '../../data/stack/machine-learning.json' with { type: 'json' };
import messageBroker from '../../data/stack/message-broker.json' with { type: 'json' };
import mobile from '../../data/stack/mobile.json' with { type: 'json' };
import networking from '../../data/stack/networking.json' with { type: 'json' };
import observability from '../../data/stack/observability.json' with { type: 'json' };
import operatingSystem from '../../data/stack/operating-system.json' with { type: 'json' };
import protocol from '../../data/stack/protocol.json' with { type: 'json' };
import security from '../../data/stack/security.json' with { type: 'json' };
import testing from '../../data/stack/testing.json' with { type: 'json' };
import tool from '../../data/stack/tool.json' with { type: 'json' };
import type { Technology, TechnologyEntry, World } from './technology.ts';

const FILES: Readonly<Record<StackCategory, unknown>> = {
  language,
  framework,
  library,
  database,
  'message-broker': messageBroker,
  cloud,
  'cloud-service': cloudService,
  infrastructure,
  'ci-cd': ciCd,
  observability,
  testing,
  'data-engineering': dataEngineering,
  bi,
  'machine-learning': machineLearning,
  mobile,
  'front-end': frontEnd,
  security,
  'business-system': businessSystem,
  design,
  protocol,
  format,
  'operating-system': operatingSystem,
  hardware,
  'game-engine': gameEngine,
  blockchain,
  networking,
  tool,
};

const WORLD_OF: Partial<Readonly<Record<StackCategory, World>>> = {
  'business-system': 'business',
  design: 'design',
  hardware: 'engineering',
};

/** All technologies, by category and then as their file has them. The JSON is checked by a test. */
export const REGISTRY: readonly Technology[] = Object.entries(FILES).flatMap(([key, entries]) => {
  const category = key as StackCategory;
  const world = WORLD_OF[category] ?? 'development';
  return (entries as readonly TechnologyEntry[]).map((entry) => ({ world, ...entry, category }));
});
