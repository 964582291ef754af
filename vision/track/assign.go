package track

import "math"

// never is the cost of a pair that must not be made.
const never = 1e9

// assign pairs rows with columns at the least total cost and returns, for each
// row, its column or -1. A pair that costs never or more is not made; leaving a
// row alone costs never, so that as many pairs as possible are made.
//
// It is the shortest augmenting path form of the Hungarian method (Jonker and
// Volgenant 1987), of the order of n³.
func assign(cost [][]float64) []int {
	rows := len(cost)
	pairs := make([]int, rows)
	if rows == 0 {
		return pairs
	}
	n := max(rows, len(cost[0]))
	rowOf := shortestPaths(n, func(i, j int) float64 {
		if i < rows && j < len(cost[i]) {
			return min(cost[i][j], never)
		}
		return never // a place to stay alone
	})
	for i := range pairs {
		pairs[i] = -1
	}
	for j, i := range rowOf {
		if i < rows && j < len(cost[i]) && cost[i][j] < never {
			pairs[i] = j
		}
	}
	return pairs
}

// shortestPaths solves the square problem of n rows and columns and returns the
// row of each column. Rows and columns are counted from 1 inside, 0 stands for
// the row that is being added.
func shortestPaths(n int, cost func(i, j int) float64) []int {
	rowPrice, colPrice := make([]float64, n+1), make([]float64, n+1)
	rowOf, from := make([]int, n+1), make([]int, n+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		least, used := make([]float64, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		j := 0
		for rowOf[j] != 0 {
			used[j] = true
			row, step, next := rowOf[j], math.Inf(1), 0
			for k := 1; k <= n; k++ {
				if used[k] {
					continue
				}
				if c := cost(row-1, k-1) - rowPrice[row] - colPrice[k]; c < least[k] {
					least[k], from[k] = c, j
				}
				if least[k] < step {
					step, next = least[k], k
				}
			}
			for k := 0; k <= n; k++ {
				if used[k] {
					rowPrice[rowOf[k]] += step
					colPrice[k] -= step
				} else {
					least[k] -= step
				}
			}
			j = next
		}
		for j != 0 {
			rowOf[j] = rowOf[from[j]]
			j = from[j]
		}
	}
	for j := range rowOf {
		rowOf[j]--
	}
	return rowOf[1:]
}
