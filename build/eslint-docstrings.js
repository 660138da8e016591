// @ts-check

/** An ESLint plugin with one rule, `on-exports`: a module says in a docstring what each of its exports gives. */
export const docstrings = /** @type {const} @satisfies {import('eslint').ESLint.Plugin} */ ({
  rules: {
    'on-exports': {
      meta: { type: 'suggestion', schema: [], messages: { missing: 'Say in a docstring what this export gives.' } },
      /** @param {import('eslint').Rule.RuleContext} context */
      create: (context) => ({
        /** @param {import('eslint').Rule.Node} node */
        'ExportNamedDeclaration[declaration]'(node) {
          const comment = context.sourceCode.getCommentsBefore(node).at(-1);
          // A description starts before the first tag: a docstring of types alone says nothing new.
          if (comment?.type !== 'Block' || !/^\*[\s*]*[^\s*@]/.test(comment.value))
            context.report({ node, messageId: 'missing' });
        },
      }),
    },
  },
});
