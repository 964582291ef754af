package calibrate

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"nabij/vision"
	"nabij/vision/floor"
)

const (
	// mostQuads is how many candidates are judged, the biggest first.
	mostQuads = 24
	// mostSets is how many sets of candidates that look alike are solved.
	mostSets = 24
	// likeCost and likeSize are how unlike a sheet a quad may be, in squared
	// logarithms, and how unlike two sheets' sizes, on the floor of a camera
	// that is up to half a step of the search off.
	likeCost = 0.03
	likeSize = 0.3
	// A camera lower than lowM or higher than highM is no room's: the sheets
	// would be toys or doors.
	lowM, highM = 0.6, 5.0
)

// ChooseSheets finds the sheets of A4 among quads of which some are none: a
// door, light from a window, a picture on the wall. It takes the greatest
// number of quads that are sheets of A4 on one floor, and returns their numbers
// in the order of the sheets in Laid. Errors are as in [FromSheets], but for
// their Points, which are empty. Tapes are as there, between sheets in the order
// of those in Laid.
func ChooseSheets(size vision.Size, lens *floor.Lens, quads []Quad, tapes ...Tape) (*Laid, []int, error) {
	c := chooser{size: size, lens: lens, quads: quads}
	c.usable()
	if len(c.order) < minSheets {
		return nil, nil, refuse(floor.TooFew, nil, hintSheets, "%s, want at least three", seenSheets(len(c.order)))
	}
	var best []int
	for _, set := range c.alike() {
		if len(set) <= len(best) {
			break // the sets come by falling number
		}
		if set = c.prune(set); len(set) > len(best) {
			best = set
		}
	}
	if len(best) < minSheets {
		return nil, nil, refuse(floor.NotSheet, nil, hintSheets,
			"%d white shapes were seen, but no three of them are sheets of A4 that lie flat on one floor", len(c.order))
	}
	best = c.grow(best)
	laid, err := FromSheets(size, lens, c.take(best), tapes...)
	if err != nil {
		return nil, nil, err
	}
	if height := laid.Floor.CameraAt().Z; height < lowM || height > highM {
		return nil, nil, refuse(floor.NotSheet, nil, hintSheets,
			"if the white shapes were A4, the camera would hang %.1f m above the floor", height)
	}
	return laid, best, nil
}

func seenSheets(n int) string {
	return [...]string{"nothing like a white sheet was seen", "one thing like a white sheet was seen", "two things like white sheets were seen"}[n]
}

// chooser looks for sheets among quads.
type chooser struct {
	size  vision.Size
	lens  *floor.Lens
	quads []Quad
	order []int // of the quads that can be sheets, the biggest first
}

func (c *chooser) usable() {
	for i, q := range c.quads {
		if checkQuad(c.size, i, q) == nil {
			c.order = append(c.order, i)
		}
	}
	slices.SortStableFunc(c.order, func(i, j int) int { return cmp.Compare(area(c.quads[j]), area(c.quads[i])) })
	c.order = c.order[:min(mostQuads, len(c.order))]
}

func (c *chooser) take(set []int) (quads []Quad) {
	for _, i := range set {
		quads = append(quads, c.quads[i])
	}
	return quads
}

// alike looks at the quads through the cameras of [solveSheets] and returns the
// sets that look like sheets of one size through one of them: the greatest sets
// first, and among those the most alike.
func (c *chooser) alike() (sets [][]int) {
	costs := map[uint32]float64{}
	c.through(func(camera *floor.Camera) {
		set, cost := c.most(camera)
		if before, known := costs[set]; set != 0 && (!known || cost < before) {
			costs[set] = cost
		}
	})
	keys := make([]uint32, 0, len(costs))
	for key := range costs {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(bits.OnesCount32(b), bits.OnesCount32(a)), cmp.Compare(costs[a], costs[b]), cmp.Compare(a, b))
	})
	for _, key := range keys[:min(mostSets, len(keys))] {
		sets = append(sets, c.members(key))
	}
	return sets
}

func (c *chooser) through(look func(*floor.Camera)) {
	lenses := floor.ExpectedLenses(c.size)
	if c.lens != nil {
		lenses = []floor.Lens{*c.lens}
	}
	for _, lens := range lenses {
		tilted(lens, look)
	}
}

// most returns the set of quads, as bits of the order, that look most like
// sheets of one size through a camera; 0 where that is fewer than three.
func (c *chooser) most(camera *floor.Camera) (set uint32, cost float64) {
	type seen struct {
		bit        uint32
		size, cost float64
	}
	var like []seen
	for k, i := range c.order {
		s, ok := shapeOf(camera, counterClockwise([]Quad{c.quads[i]})[0])
		if ok && s.cost < likeCost {
			like = append(like, seen{1 << k, s.logSize, s.cost})
		}
	}
	slices.SortFunc(like, func(a, b seen) int { return cmp.Compare(a.size, b.size) })
	most, cost := 0, math.Inf(1)
	for first := range like {
		var members uint32
		n, sum := 0, 0.0
		for _, s := range like[first:] {
			if s.size > like[first].size+likeSize {
				break
			}
			members, n, sum = members|s.bit, n+1, sum+s.cost
		}
		if mean := sum / float64(n); n >= minSheets && (n > most || n == most && mean < cost) {
			set, most, cost = members, n, mean
		}
	}
	return set, cost
}

func (c *chooser) members(set uint32) (members []int) {
	for k, i := range c.order {
		if set&(1<<k) != 0 {
			members = append(members, i)
		}
	}
	return members
}

// off is the greatest residual of a set of quads taken for sheets, px.
func (c *chooser) off(set []int) float64 {
	l, ok := solveSheets(c.size, c.lens, c.take(set))
	if !ok {
		return math.Inf(1)
	}
	return l.worst()
}

// prune leaves out, one after the other, the quad without which the others fit
// best, until all fit; nil where fewer than three are left.
func (c *chooser) prune(set []int) []int {
	for len(set) >= minSheets {
		if c.off(set) <= sheetLimit(c.size) {
			return set
		}
		if len(set) == minSheets {
			break
		}
		best, least := 0, math.Inf(1)
		for k := range set {
			if off := c.off(without(set, k)); off < least {
				best, least = k, off
			}
		}
		set = without(set, best)
	}
	return nil
}

func without(set []int, k int) []int { return slices.Delete(slices.Clone(set), k, k+1) }

// grow takes in what fits after all.
func (c *chooser) grow(set []int) []int {
	for _, i := range c.order {
		if more := append(slices.Clone(set), i); !slices.Contains(set, i) && c.off(more) <= sheetLimit(c.size) {
			set = more
		}
	}
	return set
}
