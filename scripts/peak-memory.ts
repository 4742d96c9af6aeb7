// node --import ./scripts/peak-memory.ts …: tells at the end how much memory the process held at most.
process.once('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS} kB\n`));
