package score

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
)

// SpreadCM is the median and the 95th percentile of N distances, in cm; nil
// where there were none.
type SpreadCM struct {
	Median *float64 `json:"median"`
	P95    *float64 `json:"p95"`
	N      int      `json:"n"`
}

func spread(metres []float64) SpreadCM {
	return SpreadCM{percentileCM(metres, 50), percentileCM(metres, 95), len(metres)}
}

func medianCM(metres []float64) *float64 { return percentileCM(metres, 50) }

func percentileCM(metres []float64, p float64) *float64 {
	if len(metres) == 0 {
		return nil
	}
	cm := round(100*Percentile(metres, p), 1)
	return &cm
}

// Percentile returns the p-th percentile of values, interpolated between the
// two nearest ranks (type 7 of Hyndman and Fan 1996); NaN without values.
func Percentile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	v := slices.Sorted(slices.Values(values))
	rank := p / 100 * float64(len(v)-1)
	low := int(rank)
	if low+1 == len(v) {
		return v[low]
	}
	return v[low] + (v[low+1]-v[low])*(rank-float64(low))
}

// round rounds the number's decimal form, ties to even.
func round(v float64, digits int) float64 {
	r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
	if err != nil {
		return v
	}
	return r
}

func percent(part, of int) float64 { return 100 * float64(part) / float64(max(1, of)) }

// share returns a count as a percentage, nil where it is of nothing.
func share(count [2]int, digits int) *float64 {
	if count[1] == 0 {
		return nil
	}
	p := round(percent(count[0], count[1]), digits)
	return &p
}

// right is the mean of how often inside and outside were told right, so that
// a person who is hardly ever inside does not decide alone.
func (z ZoneCounts) right() *float64 {
	sum, n := 0.0, 0
	for _, c := range [][2]int{{z.InsideRight, z.Inside}, {z.OutsideRight, z.Outside}} {
		if c[1] > 0 {
			sum += float64(c[0]) / float64(c[1])
			n++
		}
	}
	if n == 0 {
		return nil
	}
	p := round(100*sum/float64(n), 2)
	return &p
}

func (t *tally) count(kind string) *[2]int {
	if t.seen[kind] == nil {
		t.seen[kind] = new([2]int)
	}
	return t.seen[kind]
}

func (t *tally) recalls() map[string]float64 {
	kinds := map[string]float64{}
	for kind, c := range t.seen {
		if c[1] > 0 {
			kinds[kind] = round(percent(c[0], c[1]), 1)
		}
	}
	return kinds
}

func (t *tally) spreads() map[string]SpreadCM {
	kinds := map[string]SpreadCM{}
	for kind, metres := range t.errors {
		kinds[kind] = spread(metres)
	}
	return kinds
}

func byFrame[T any](rows []T, frame func(T) int) map[int][]T {
	frames := map[int][]T{}
	for _, r := range rows {
		frames[frame(r)] = append(frames[frame(r)], r)
	}
	return frames
}

// union returns the keys of both, in order.
func union[A, B any](a map[int]A, b map[int]B) []int {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(a)), maps.Keys(b))
	slices.Sort(keys)
	return slices.Compact(keys)
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
