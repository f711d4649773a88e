#!/bin/sh
# Gradescope runs this for each submission, as root, in a container of its own: what is
# in /autograder/submission is graded, and the result is /autograder/results/results.json.
# Without a result, Gradescope says that the autograder failed, and gives no points: what
# is not graded is no zero.
#
# Where the container forbids user namespaces there is no sandbox. Then all runs as
# `nobody`, who can write no result and read nothing of root's. But a submission that is made to
# attack can forge its own points, and read this folder with the solutions. What was done stands in
# the output that Gradescope shows to instructors, and in the results (`extra_data.sandbox`).
set -eu
teach=/autograder/source/handshake/target/debug/handshake-teach
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/in" "$work/out" "$work/cargo"
export RUSTUP_HOME=/usr/local/rustup CARGO_HOME="$work/cargo" PATH="/usr/local/cargo/bin:$PATH"
cp -RP /autograder/submission "$work/in/submission"

sandbox=auto
as=
if ! "$teach" doctor --grading >"$work/layers"; then
    cat "$work/layers"
    echo 'WARNING: no sandbox. This submission is graded as the user nobody.'
    sandbox=none
    as='setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs'
    chmod 755 "$work"
    chown -R nobody "$work/in" "$work/out" "$work/cargo"
fi
# Status 3: some of it is inconclusive, and the report says so.
$as "$teach" grade "$work/in" --out "$work/out" --sandbox "$sandbox" || [ $? = 3 ]
$as "$teach" export "$work/out" --format gradescope
$as cat "$work/out/gradescope/submission.json" >"$work/results.json"
mv "$work/results.json" /autograder/results/results.json
