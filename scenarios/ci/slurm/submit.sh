#!/bin/bash
# submit.sh - a sweep on Slurm: the array of its parts, and the merge after it.
#
#   submit.sh FILE DIR N [OPTION of chargeplan sweep]...
#
# in N parts; 100 to 1,000 cases in a part are a good size. Options of sbatch for both jobs
# (account, partition) go into SBATCH_OPTIONS. The variables of sweep.sbatch hold.
set -eu
file=$1 dir=$2 n=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$dir"
"${CHARGEPLAN:-chargeplan}" sweep "$file" --list --shard "1/$n" "$@" >/dev/null # mistakes now
# shellcheck disable=SC2086
job=$(sbatch --parsable ${SBATCH_OPTIONS:-} --array="1-$n" "$here/sweep.sbatch" "$file" "$dir" "$@")
# shellcheck disable=SC2086
merge=$(sbatch --parsable ${SBATCH_OPTIONS:-} --dependency="afterany:$job" "$here/merge.sbatch" "$dir")
echo "$n tasks: job $job; then $dir/study.db: job $merge"
