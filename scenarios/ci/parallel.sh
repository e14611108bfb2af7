#!/bin/sh
# parallel.sh - a sweep on several machines by ssh, with GNU parallel.
#
#   parallel.sh HOSTS FILE DIR N [OPTION of chargeplan sweep]...
#
# HOSTS as of --sshlogin: "2/anna,4/bert", where : is this machine. N parts: some times as many
# as run at once. FILE and DIR are paths below this folder, which all machines see: the same
# command goes on where it was ended. Where they do not, INPUTS=FOLDER/ is copied to each and
# the stores come back; parts whose store is here are not run again.
# The stores become DIR/study.db.
#
# CHARGEPLAN   the program, on all machines (chargeplan)
set -eu
hosts=$1 file=$2 dir=$3 n=$4
shift 4
program=${CHARGEPLAN:-chargeplan}
mkdir -p "$dir"
"$program" sweep "$file" --list --shard "1/$n" "$@" >/dev/null # mistakes now

list() { # numbers as the stores have them
    for k in $(seq -w 1 "$n"); do
        [ -n "${INPUTS:-}" ] && [ -e "$dir/shard-$k-of-$n.db" ] || echo "$k"
    done
}

status=0
if [ -n "${INPUTS:-}" ]; then
    list | parallel --sshlogin "$hosts" --workdir . --basefile "$INPUTS" \
        --return "$dir/shard-{}-of-$n.db" --cleanup \
        "$program" sweep "$file" -o "$dir" --shard "{}/$n" --jobs 1 "$@" || status=$?
else
    list | parallel --sshlogin "$hosts" --workdir . \
        "$program" sweep "$file" -o "$dir" --shard "{}/$n" --jobs 1 "$@" || status=$?
fi
[ $status -eq 0 ] || echo "some parts failed; what there is is merged" >&2
rm -f "$dir/merging.db"
"$program" merge "$dir" -o "$dir/merging.db"
mv -f "$dir/merging.db" "$dir/study.db"
echo "study: $dir"
exit $status
