import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";

/** Folders a tier must not import from, each with the reason a reader sees. */
function forbid(...groups) {
  return {
    "no-restricted-imports": ["error", { patterns: groups.map(([group, message]) => ({ group, message })) }],
  };
}

const tauri = [["@tauri-apps/*"], "Only src/api speaks to the shell."];
const up = (names, message) => [names.map((name) => `**/${name}/**`), message];

export default ts.config(
  { ignores: ["dist", "dist-mock", "node_modules", "src/api/generated"] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ["src/**"],
    ignores: ["src/api/**"],
    rules: forbid(tauri),
  },
  {
    files: ["src/components/**"],
    rules: forbid(
      tauri,
      up(["api", "state", "features", "views"], "Components know no domain and no state."),
    ),
  },
  {
    files: ["src/features/**"],
    rules: forbid(tauri, up(["views"], "A feature does not know the view it stands in."), [
      ["../*/**", "!../../**"],
      "Features do not import each other.",
    ]),
  },
  {
    files: ["src/state/**", "src/i18n/**"],
    rules: forbid(tauri, up(["components", "features", "views"], "State does not know what draws it.")),
  },
  {
    files: ["src/**/*.svelte"],
    rules: {
      // The page's policy refuses style attributes; positions go through the CSSOM.
      "svelte/no-inline-styles": ["error", { allowTransitions: false }],
      "svelte/no-at-html-tags": "error",
      // Spaces that must survive formatting are written as strings.
      "svelte/no-useless-mustaches": "off",
    },
  },
  {
    files: ["src/**"],
    rules: {
      // Maps and sets are replaced as wholes here; the reactive kinds would only cost.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
);
