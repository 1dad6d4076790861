import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The one direction of imports: shared → features → app.
// Across folders by '@/…', inside a folder by './…': so a rule on paths can see every arrow.
const upwards = { regex: '^\\.\\./\\.\\./', message: "Across folders import by '@/…'." };
const app = { regex: '^@/app(/|$)', message: 'Only app knows the app: shared → features → app.' };
const features = {
  regex: '^@/features(/|$)',
  message: 'A feature knows no other feature; move it to shared.',
};
const arrows = (files, patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts', 'tests/screens/out'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      reactHooks.configs.flat.recommended,
      a11y.flatConfigs.strict,
    ],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // In a dialog the focus belongs on the first thing to fill in.
      'jsx-a11y/no-autofocus': ['error', { ignoreNonDOM: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  arrows(['src/**/*.{ts,tsx}'], [upwards]),
  arrows(['src/features/**/*.{ts,tsx}'], [upwards, features, app]),
  arrows(['src/shared/**/*.{ts,tsx}', 'src/api/**/*.ts'], [upwards, features, app]),
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['tests/screens/*.mjs'], languageOptions: { globals: globals.browser } },
);
