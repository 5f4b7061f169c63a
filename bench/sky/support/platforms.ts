// Platforms as a seed makes them: web services, databases, workers, batch and now and then a GPU, in plausible sizes.
import { PodGroup } from '../../../cli/src/sky/optimizer/problem';
import { Random } from '../../../cli/src/sky/optimizer/packing/random';

const GIBIBYTE = 1024;

/** Pod groups of one platform. */
export function platformGroups(count: number, seed: number): PodGroup[] {
  const random = new Random(seed * 1009 + count);
  const groups: PodGroup[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = random.next();
    const name = (noun: string): string => `${noun}-${String(index).padStart(3, '0')}`;
    if (kind < 0.45) {
      groups.push(webService(name('web'), random));
    } else if (kind < 0.65) {
      groups.push(database(name('database'), random));
    } else if (kind < 0.85) {
      groups.push(worker(name('worker'), random));
    } else {
      groups.push(single(name('single'), random));
    }
  }
  if (random.next() < 0.15) {
    const first = groups[0];
    groups[0] = { name: `inference-${first.name}`, replicas: random.whole(1, 3), requests: { milliCpu: 3000, memoryMebibytes: 12 * GIBIBYTE, gpus: 1 }, gpuModels: ['t4', 'l4', 'a10g'] };
  }
  const databases = groups.filter(({ name }) => name.startsWith('database'));
  // Two databases of one platform that must not fall over together.
  return databases.length < 2 ? groups : groups.map((group) => (group === databases[0] ? { ...group, apartFrom: [databases[1].name] } : group));
}

function pick(random: Random, values: readonly number[]): number {
  return values[random.whole(0, values.length - 1)];
}

function webService(name: string, random: Random): PodGroup {
  const replicas = random.whole(2, 6);
  return {
    name,
    replicas,
    requests: { milliCpu: pick(random, [100, 150, 200, 250, 500, 750, 1000]), memoryMebibytes: pick(random, [128, 192, 256, 384, 512, 768, 1024, 2048]) },
    spread: random.next() < 0.6 ? { maximumSkew: 1 } : undefined,
    architectures: random.next() < 0.3 ? ['amd64'] : undefined,
    spotPercent: random.next() < 0.3 ? 50 : undefined,
  };
}

function database(name: string, random: Random): PodGroup {
  return {
    name,
    replicas: 3,
    requests: { milliCpu: pick(random, [500, 1000, 1500, 2000, 4000]), memoryMebibytes: pick(random, [2, 3, 4, 6, 8, 12, 16]) * GIBIBYTE, volumes: 1 },
    maximumPerNode: 1,
    spread: { maximumSkew: 1 },
  };
}

function worker(name: string, random: Random): PodGroup {
  return {
    name,
    replicas: random.whole(1, 20),
    requests: { milliCpu: pick(random, [250, 500, 1000, 1500, 2000]), memoryMebibytes: pick(random, [512, 1024, 2048, 3072, 4096]) },
    spotPercent: random.next() < 0.5 ? 80 : undefined,
  };
}

function single(name: string, random: Random): PodGroup {
  return {
    name,
    replicas: 1,
    requests: { milliCpu: pick(random, [50, 100, 250, 500, 2000]), memoryMebibytes: pick(random, [64, 256, 512, 1024, 4096, 8192]), volumes: random.whole(0, 1) },
  };
}
