import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

/**
 * Without a parser that reads TypeScript, dependency-cruiser sees no module and finds nothing wrong. So a count far
 * below what the packages hold is a failure too.
 */
const modulesMin = 30;
const packages = ['server', 'shared', 'portal', 'e2e'];

const { forbidden = [], options = {} } = await extractConfig(`${process.cwd()}/.dependency-cruiser.json`);
const { output } = await cruise(packages, { ...options, validate: true, ruleSet: { forbidden } });
if (typeof output === 'string') throw new Error('expected the result as data');
const modules = output.modules.filter(({ source }) => /\.tsx?$/.test(source) && !source.includes('node_modules'));

for (const { rule, from, to } of output.summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`${modules.length} modules read, ${output.summary.violations.length} imports break a rule`);
if (modules.length < modulesMin) console.error(`Expected at least ${modulesMin} modules: is @swc/core installed?`);
if (output.summary.violations.length > 0 || modules.length < modulesMin) process.exitCode = 1;
