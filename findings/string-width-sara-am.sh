#!/bin/sh
# string-width: a Thai or Lao syllable with the vowel AM is measured one column short of what terminals draw.
#
# Versions: string-width 8.3.0, @xterm/headless 6.0.0, node 24.21.0 (npm). Date: 2026-11-29.
# U+0E33 and U+0EB3 are letters (Lo) with a width of their own in wcwidth() and in terminals: a consonant and the vowel take two cells.
# Behind a consonant string-width counts them as part of it, since both are one grapheme: one cell. Alone they are one cell for both.
# So a table with Thai names, such as the word for water, is torn by one column for each such vowel.
# Output seen (text, string-width, cells that the terminal's cursor moved):
#   U+0E33: 1 1
#   U+0E19 U+0E49 U+0E33: 1 2
#   U+0E99 U+0EB3: 1 2
#   U+0E19 U+0E49: 1 1
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
npm install --silent --no-audit --no-fund node@24.21.0 string-width@8.3.0 @xterm/headless@6.0.0
PATH="$folder/node_modules/.bin:$PATH"

node --input-type=module <<'EOF' | tee seen
import xterm from '@xterm/headless';
import stringWidth from 'string-width';

for (const text of ['\u0E33', '\u0E19\u0E49\u0E33', '\u0E99\u0EB3', '\u0E19\u0E49']) {
	const terminal = new xterm.Terminal({allowProposedApi: true, cols: 20, rows: 2});
	await new Promise(resolve => {
		terminal.write(text, resolve);
	});
	const name = Array.from(text, character => `U+0${character.codePointAt(0).toString(16).toUpperCase()}`).join(' ');
	console.log(`${name}: ${stringWidth(text)} ${terminal.buffer.active.cursorX}`);
}
EOF
cat >expected <<'EOF'
U+0E33: 1 1
U+0E19 U+0E49 U+0E33: 1 2
U+0E99 U+0EB3: 1 2
U+0E19 U+0E49: 1 1
EOF
diff expected seen
