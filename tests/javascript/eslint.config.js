// Lint rules beyond what TypeScript finds: mistakes, and code that is hard to read.
import js from "@eslint/js";

export default [
  { ignores: ["**/node_modules/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // TypeScript knows the browser's globals
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "object-shorthand": "error",
      "prefer-template": "error",
      eqeqeq: "error",
      "no-shadow": "error",
      "no-else-return": "error",
      "max-lines": ["error", { max: 250, skipComments: true }],
    },
  },
];
