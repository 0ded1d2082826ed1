import { config as readDotenv } from 'dotenv';
import { diagnose } from './diagnosis.ts';

/** Says how the bot and its journal are. Ends with code 1 when something is wrong. */
readDotenv({ quiet: true });
const { lines, isWell } = await diagnose(process.env);
process.stdout.write(`${[...lines, isWell ? 'All is well.' : 'Something is wrong, see above.'].join('\n')}\n`);
process.exitCode = isWell ? 0 : 1;
