/**
 * A bundle in which every block counts how often it runs: bodies of functions and loops, branches, cases, and the right
 * sides of `&&`, `||` and `??`. The counts stand in a global array of bytes, as in AFL.
 */
import { build } from "esbuild";
import ts from "typescript";

export interface Instrumented {
  readonly code: string;
  /** The source file of each counter. */
  readonly files: readonly string[];
  /** Words in quotes of our own code: what its readers compare with. */
  readonly words: readonly string[];
}

/** @param entry module, bundled with all packages it uses */
export async function instrumentedBundle(entry: string): Promise<Instrumented> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    ...{ bundle: true, write: false, format: "esm", platform: "node", target: "node20", logLevel: "warning" },
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  return instrumented(outputFiles[0]?.text ?? "");
}

function instrumented(text: string): Instrumented {
  const source = ts.createSourceFile("bundle.mjs", text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  const fileAt = filesOf(text);
  const files: string[] = [];
  const words = new Set<string>();
  const { factory } = ts;

  const hit = (node: ts.Node): ts.Expression => {
    files.push(fileAt(node.getStart(source)));
    const counter = factory.createElementAccessExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier("globalThis"), "fuzzHits"),
      files.length - 1,
    );
    return factory.createPostfixIncrement(counter);
  };
  const counted = (node: ts.Node, body: ts.Expression): ts.Expression =>
    factory.createParenthesizedExpression(factory.createComma(hit(node), body));
  const blockOf = (node: ts.Statement, visited: ts.Statement): ts.Block =>
    factory.createBlock([factory.createExpressionStatement(hit(node)), visited]);

  const result = ts.transform(source, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node => {
        if (ts.isStringLiteral(node) && isWord(node.text) && isOurs(fileAt(node.pos))) words.add(node.text);
        const seen = ts.visitEachChild(node, visit, context);
        if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node))
          return withCountedBody(seen as typeof node, node);
        if (ts.isArrowFunction(node) && ts.isArrowFunction(seen)) {
          const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken, body } = seen;
          const counting = ts.isBlock(body) ? countedBlock(body, node) : counted(node, body);
          return factory.updateArrowFunction(
            ...([seen, modifiers, typeParameters, parameters, type, equalsGreaterThanToken, counting] as const),
          );
        }
        if (ts.isIfStatement(node) && ts.isIfStatement(seen)) {
          const otherwise = node.elseStatement && seen.elseStatement && blockOf(node.elseStatement, seen.elseStatement);
          return factory.updateIfStatement(
            seen,
            seen.expression,
            blockOf(node.thenStatement, seen.thenStatement),
            otherwise,
          );
        }
        if (ts.isForStatement(node) && ts.isForStatement(seen)) {
          const body = blockOf(node.statement, seen.statement);
          return factory.updateForStatement(seen, seen.initializer, seen.condition, seen.incrementor, body);
        }
        if (ts.isWhileStatement(node) && ts.isWhileStatement(seen))
          return factory.updateWhileStatement(seen, seen.expression, blockOf(node.statement, seen.statement));
        if (ts.isForOfStatement(node) && ts.isForOfStatement(seen)) {
          const body = blockOf(node.statement, seen.statement);
          return factory.updateForOfStatement(seen, seen.awaitModifier, seen.initializer, seen.expression, body);
        }
        if (ts.isCaseClause(node) && ts.isCaseClause(seen)) {
          const first = factory.createExpressionStatement(hit(node));
          return factory.updateCaseClause(seen, seen.expression, [first, ...seen.statements]);
        }
        if (ts.isConditionalExpression(node) && ts.isConditionalExpression(seen)) {
          const [yes, no] = [counted(node.whenTrue, seen.whenTrue), counted(node.whenFalse, seen.whenFalse)];
          const { condition, questionToken, colonToken } = seen;
          return factory.updateConditionalExpression(seen, condition, questionToken, yes, colonToken, no);
        }
        if (ts.isBinaryExpression(node) && ts.isBinaryExpression(seen) && isLogical(node.operatorToken.kind))
          return factory.updateBinaryExpression(seen, seen.left, seen.operatorToken, counted(node.right, seen.right));
        return seen;
      };
      return ts.visitEachChild(root, visit, context);
    },
  ]);

  function countedBlock(body: ts.Block, node: ts.Node): ts.Block {
    // What begins a function in strict mode must stay first.
    return factory.updateBlock(body, [factory.createExpressionStatement(hit(node)), ...body.statements]);
  }
  function withCountedBody<Node extends ts.FunctionDeclaration | ts.FunctionExpression | ts.MethodDeclaration>(
    seen: Node,
    node: ts.Node,
  ): ts.Node {
    const { body } = seen;
    return body
      ? ts.visitEachChild(seen, (part) => (part === body ? countedBlock(body, node) : part), undefined)
      : seen;
  }

  const code = ts.createPrinter().printFile(result.transformed[0] as ts.SourceFile);
  return { code, files, words: [...words] };
}

const isLogical = (kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionToken;

const isWord = (text: string): boolean => text.length > 0 && text.length <= 30 && !/\s.*\s/.test(text);

export const isOurs = (file: string): boolean => file.startsWith("src/");

/** esbuild writes the path of each module above it. */
function filesOf(text: string): (offset: number) => string {
  const marks = [...text.matchAll(/^\/\/ ((?:src|test|node_modules)\/\S+)$/gm)].map(
    ({ index, 1: file = "" }) => [index, file] as const,
  );
  return (offset) => {
    let [low, high] = [0, marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((marks[middle]?.[0] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return marks[low - 1]?.[1] ?? "";
  };
}
