// What is looked for in the scripts beyond what TypeScript finds: mistakes, and what makes code hard to read.
import js from "@eslint/js";

export default [
  { ignores: ["**/node_modules/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // TypeScript knows what a browser has
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
