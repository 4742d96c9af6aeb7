/** The one rule that oxlint does not have: `new Date()` without arguments reads the clock. */
const noBareNewDate = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || node.arguments.length > 0) return;
        context.report({ node, message: 'Take the time from deps.clock.' });
      },
    };
  },
};

export default { meta: { name: 'effects' }, rules: { 'no-bare-new-date': noBareNewDate } };
