#!/bin/sh
# XO turns import-x/no-cycle on, and with XO's own settings it finds no cycle.
#
# Version: xo 5.0.1, node 24.21.0 (npm). Date: 2026-11-29.
# eslint-plugin-import-x follows an import only into files whose extension is in the setting `import-x/extensions`, with its dot. XO gives
# that list without dots, so no file is ever followed, neither .ts nor .js, and all rules that look into other files are silent. With
# dots in the setting both files of the cycle are reported.
# Output seen:
#   import-x/no-cycle is on: true
#   XO's settings: 0 of 2 files reported
#   extensions with dots: 2 of 2 files reported
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
cd "$folder"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund node@24.21.0 xo@5.0.1
PATH="$folder/node_modules/.bin:$PATH"

cat >one.js <<'EOF'
import {two} from './two.js';

export const one = () => two;
EOF
cat >two.js <<'EOF'
import {one} from './one.js';

export const two = () => one;
EOF
lint() {
	node node_modules/xo/dist/cli.js --reporter=json one.js two.js | node -e '
		const reported = JSON.parse(fs.readFileSync(0, "utf8")).filter(({messages}) => messages.some(({ruleId}) => ruleId === "import-x/no-cycle"));
		console.log(`${process.argv[1]}: ${reported.length} of 2 files reported`);
	' "$1"
}

{
	node node_modules/xo/dist/cli.js --print-config one.js | node -e '
		console.log(`import-x/no-cycle is on: ${JSON.parse(fs.readFileSync(0, "utf8")).rules["import-x/no-cycle"][0] === 2}`);
	'
	lint "XO's settings"
	echo "export default [{settings: {'import-x/extensions': ['.js']}}];" >xo.config.js
	lint 'extensions with dots'
} | tee seen
cat >expected <<'EOF'
import-x/no-cycle is on: true
XO's settings: 0 of 2 files reported
extensions with dots: 2 of 2 files reported
EOF
diff expected seen
