import { Command, Option } from 'commander';
import type { CostCommandOptions } from '../commands/cost';
import type { LockInOptions } from '../commands/lock-in';
import type { PlaceOptions } from '../commands/place';
import type { PricesOptions, RefreshOptions } from '../commands/prices';
import { ExitCode } from '../terminal/exit-code';
import { Terminal } from '../terminal/terminal';

/** Commands that tell what a platform costs, and where. */
export function addSkyCommands(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  withPricing(program.command('cost'))
    .description('tell what a platform costs at each vendor, and which placement is the cheapest, proven')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .addOption(new Option('--demand', 'print what the platform asks for, and where each figure is from').conflicts(['diff', 'focus', 'html']))
    .option('--sources', 'show the row of the price list behind each price')
    .addOption(new Option('--json', 'print it as JSON').conflicts(['focus', 'diff']))
    .addOption(new Option('--focus', 'print every line of every bill as CSV with the columns of FOCUS').conflicts('diff'))
    .option('--html <file>', 'write it as a page with charts, too')
    .option('--diff <ref>', 'print what changed as Markdown, for a pull request: against a Git revision, or a folder that synth wrote')
    .option('-f, --file <path>', 'with --diff: platform file of that revision (default: platform.yaml)')
    .addHelpText('after', '\nIt asks no network: prices are shipped, your own files, or from "qtcloud prices refresh".')
    .action(async (folder: string, options: CostCommandOptions) => {
      const { cost } = await import('../commands/cost.js');
      end(await cost(folder, options, terminal));
    });
  withPricing(program.command('lock-in'))
    .description('tell what leaving would cost: vendor-only services, traffic, commitments, and the next best place')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--at <vendor>', 'vendor where it runs (default: as placement.lock.json says, else the cheapest)')
    .option('--lock-file <path>', 'what "qtcloud place" wrote', 'placement.lock.json')
    .option('--json', 'print it as JSON')
    .action(async (folder: string, options: LockInOptions) => {
      const { lockIn } = await import('../commands/lock-in.js');
      end(await lockIn(folder, options, terminal));
    });
  withPricing(program.command('place'))
    .description('decide where the platform runs, and write the decision to a file that synth holds it to')
    .argument('[folder]', 'folder that synth wrote', 'dist')
    .option('--lock-file <path>', 'file to write; commit it', 'placement.lock.json')
    .option('--check', 'decide nothing: look whether the file still fits')
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, options: PlaceOptions) => {
      const { place } = await import('../commands/place.js');
      end(await place(folder, options, terminal));
    });
  addPrices(program, terminal, end);
}

function addPrices(program: Command, terminal: Terminal, end: (code: ExitCode) => void): void {
  const prices = program.command('prices')
    .description('the prices that costs are counted with')
    .helpOption('-h, --help', 'print help');
  prices.command('list')
    .description('list vendors and regions, or the prices of one of them, with source and date')
    .argument('[vendor]', 'vendor')
    .argument('[region]', 'region')
    .option('-s, --settings <path>', 'your file of traffic, prices and rules (default: sky.yaml, where there is one)')
    .option('--csv', 'print it as a price file')
    .action(async (vendor: string | undefined, region: string | undefined, options: PricesOptions) => {
      const { listPrices } = await import('../commands/prices.js');
      end(await listPrices(vendor, region, options, terminal));
    });
  prices.command('refresh')
    .description('ask a vendor\'s public price list, and write a price file; the only command here that uses the network')
    .argument('<vendor>', 'aws, azure, gcp or alibaba')
    .requiredOption('--region <name...>', 'regions')
    .option('-o, --output <file>', 'price file to write (default: prices/<vendor>.csv)')
    .option('--origin <url>', 'address of the price list, such as that of a mirror')
    .option('--key <name>', 'environment variable that holds the key, for gcp', 'GOOGLE_API_KEY')
    .option('--date <day>', 'the day to write as the prices\' date (default: today)')
    .action(async (vendor: string, options: RefreshOptions) => {
      const { refreshPrices } = await import('../commands/prices.js');
      end(await refreshPrices(vendor, options, terminal));
    });
}

function withPricing(command: Command): Command {
  return command
    .option('-s, --settings <path>', 'your file of traffic, prices and rules (default: sky.yaml, where there is one)')
    .option('--vendor <name...>', 'only these vendors')
    .option('--without-vendor <name...>', 'all but these vendors')
    .option('--region <name...>', 'only these regions, such as westeurope or azure/westeurope')
    .option('--spot [percent]', 'what if so many percent of the pods of each component ran on spot nodes (100 where no number is given)')
    .option('--time-limit <seconds>', 'longest time to search; what was found by then is told, with how far it may be from the best', '60')
    .option('--date <day>', 'the day that the age of prices is told for (default: today)');
}
