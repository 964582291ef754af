package assign

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// brute tries every way to pair rows from i on with free columns.
func brute(cost [][]float64, i int, taken []bool) (pairs int, sum float64) {
	if i == len(cost) {
		return 0, 0
	}
	pairs, sum = brute(cost, i+1, taken) // row i stays alone
	for j, c := range cost[i] {
		if taken[j] || c >= Never {
			continue
		}
		taken[j] = true
		n, s := brute(cost, i+1, taken)
		taken[j] = false
		if n+1 > pairs || n+1 == pairs && s+c < sum {
			pairs, sum = n+1, s+c
		}
	}
	return pairs, sum
}

func TestLeastIsAsGoodAsTryingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(0, 5).Draw(t, "rows"), rapid.IntRange(0, 5).Draw(t, "cols")
		cost := make([][]float64, rows)
		for i := range cost {
			cost[i] = make([]float64, cols)
			for j := range cost[i] {
				cost[i][j] = rapid.Float64Range(-100, 100).Draw(t, "cost")
				if rapid.IntRange(0, 4).Draw(t, "barred") == 0 {
					cost[i][j] = math.Inf(1)
				}
			}
		}
		pairs, sum, seen := 0, 0.0, map[int]bool{}
		for i, j := range Least(cost) {
			if j < 0 {
				continue
			}
			if seen[j] {
				t.Fatalf("column %d twice", j)
			}
			seen[j] = true
			pairs++
			sum += cost[i][j]
		}
		wantPairs, wantSum := brute(cost, 0, make([]bool, cols))
		if pairs != wantPairs || math.Abs(sum-wantSum) > 1e-5 {
			t.Errorf("%d pairs for %g, want %d for %g", pairs, sum, wantPairs, wantSum)
		}
	})
}
