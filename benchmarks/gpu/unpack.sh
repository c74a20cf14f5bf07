#!/bin/sh
# In the folder that holds the files of all pieces: puts them together, checks every byte, and makes jre/, jars/, lib/ and
# run.sh. Needs sh, tar and sha256sum. Files that are whole already are left alone.
set -e
chmod +x zstd
mkdir -p lib
for beginning in *.zst.00; do
  name=${beginning%.zst.00}
  case $name in kit.tar) target=$name ;; *) target=lib/$name ;; esac
  if ! grep " $target\$" SHA256SUMS | sha256sum -c --status 2>/dev/null; then
    cat "$name".zst.?? | LD_LIBRARY_PATH=. ./zstd -dqf --long=31 -o "$target"
  fi
done
sha256sum -c SHA256SUMS || { echo "unpack.sh: a piece is missing or damaged" >&2; exit 1; }
tar xf kit.tar
jre/bin/java -version
