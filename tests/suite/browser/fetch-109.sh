#!/bin/sh
# Puts Chromium 109, the oldest that pages work in, into a folder: the npm
# package holds it for Linux on x86-64, compressed with Brotli.
set -eu
folder=$1
[ -x "$folder/chromium" ] && exit 0
mkdir -p "$folder/fetch"
cd "$folder/fetch"
npm pack --silent @sparticuz/chromium@109.0.6 >/dev/null
tar -xzf sparticuz-chromium-109.0.6.tgz package/bin/chromium.br
node -e '
  const fs = require("fs"), zlib = require("zlib");
  fs.writeFileSync("chromium", zlib.brotliDecompressSync(fs.readFileSync("package/bin/chromium.br")), { mode: 0o755 });
'
mv chromium ..
cd ..
rm -rf fetch
