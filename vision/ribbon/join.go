package ribbon

import (
	"math"
	"slices"

	"nabij/vision/floor"
)

// How far apart two ends of one ribbon may lie, in metres: with floor to be
// seen between them, and where something hides it.
const (
	touchM  = 0.03
	speckM  = 0.12
	hiddenM = 1.0
	// overlapM is how long the ends of one ribbon may lie over each other.
	overlapM = 0.25
)

// A strand that lacks only a share of its length to be closed may turn more
// sharply to do so; one that lacks hardly any was laid to be closed, even if the
// floor is seen in the gap.
const (
	nearlyRound = 0.08
	mostOpen    = 0.15
	roundTurn   = 1.4
	// mostHidden is how long a hidden gap of a ring may be, as a share of what is
	// seen of it, and hidesAll how much bare floor may be seen in it.
	mostHidden = 0.36
	hidesAll   = 0.1
	hiddenTurn = 1.6
	// mostHiddenM is how long such a gap may be in metres.
	mostHiddenM = 1.4
)

// end is one end of a strand: its place, and its direction outwards.
type end struct {
	strand int
	last   bool // the end of its line, not the beginning
	at     floor.Point
	out    floor.Point
}

// ends returns both ends of a line.
func ends(i int, line []floor.Point) [2]end {
	n := len(line)
	k, skip := min(12, n-1), min(3, (n-1)/4)
	first, last := line[skip].Sub(line[k]), line[n-1-skip].Sub(line[n-1-k])
	return [2]end{{i, false, line[0], unit(first)}, {i, true, line[n-1], unit(last)}}
}

func unit(p floor.Point) floor.Point {
	if n := p.Norm(); n > 0 {
		return p.Scale(1 / n)
	}
	return floor.Point{X: 1}
}

// joiner makes whole ribbons of strands, the easiest join first.
type joiner struct {
	bare    *bare
	strands []*strand
}

// join joins strands until nothing fits any more.
func (j *joiner) join() []*strand {
	for {
		best, a, b := math.Inf(1), end{}, end{}
		var all []end
		for i, s := range j.strands {
			if s != nil && !s.closed {
				e := ends(i, s.line)
				all = append(all, e[0], e[1])
			}
		}
		for i := range all {
			for k := i + 1; k < len(all); k++ {
				if cost, ok := j.cost(all[i], all[k]); ok && cost < best {
					best, a, b = cost, all[i], all[k]
				}
			}
		}
		if math.IsInf(best, 1) {
			break
		}
		j.tie(a, b)
	}
	var whole []*strand
	for i, s := range j.strands {
		if s != nil {
			j.closeBent(i)
			whole = append(whole, s)
		}
	}
	return whole
}

// closeBent closes a strand that goes nearly round and whose ends are bent by the
// edge of what hides the rest: without them, if that fits.
func (j *joiner) closeBent(i int) {
	s := j.strands[i]
	cut := int(bentM / stepM)
	if s.closed || len(s.line) < 6*cut || s.line[0].Distance(s.line[len(s.line)-1]) > mostOpen*length(s.line) {
		return
	}
	before := s.line
	s.line = append([]floor.Point(nil), s.line[cut:len(s.line)-cut]...)
	e := ends(i, s.line)
	if _, ok := j.cost(e[0], e[1]); ok {
		j.tie(e[0], e[1])
		return
	}
	s.line = before
}

// bentM is how much of an end may be bent, in metres.
const bentM = 0.1

// cost says how far-fetched it is that the ribbon goes on from one end to the
// other; false where it does not.
func (j *joiner) cost(a, b end) (cost float64, ok bool) {
	way := b.at.Sub(a.at)
	gap := way.Norm()
	if gap > mostHiddenM || gap > hiddenM && a.strand != b.strand || !j.sameRibbon(a, b) {
		return 0, false
	}
	turnA, turnB := angle(a.out, way), angle(b.out, way.Scale(-1))
	round := a.strand == b.strand && j.goesRound(a, b)
	if a.strand == b.strand && !round && (gap > hiddenM || length(j.strands[a.strand].line) < 3*gap+0.3) {
		return 0, false
	}
	if a.strand == b.strand && (gap <= touchM || gap <= overlapM && turnA > 1.6 && turnB > 1.6) {
		return gap, true // the ends meet, or lie over each other
	}
	if gap <= touchM {
		return gap, turnA+turnB < 2.8
	}
	if gap <= speckM && turnA < 1.2 && turnB < 1.2 {
		return gap * (1 + turnA + turnB), true
	}
	switch {
	case round:
		turnA, turnB = turnA/hiddenTurn, turnB/hiddenTurn
	case a.strand == b.strand && gap < mostOpen*length(j.strands[a.strand].line):
		turnA, turnB = turnA/roundTurn, turnB/roundTurn // nearly round, it goes round
	}
	shorter := min(length(j.strands[a.strand].line), length(j.strands[b.strand].line))
	if turnA > 1.1 || turnB > 1.1 || turnA+turnB > 1.7 || gap > 2*shorter {
		return 0, false
	}
	nearly := a.strand == b.strand && gap < nearlyRound*length(j.strands[a.strand].line)
	if !nearly && j.seenFloor(bridge(a, b), j.strands[a.strand]) > 0.35 {
		return 0, false
	}
	return gap * (1 + 2*(turnA+turnB)), true
}

// goesRound reports whether the two ends of a strand bend towards each other and
// something hides all that is between them, of a ring of which most is seen.
func (j *joiner) goesRound(a, b end) bool {
	way, st := b.at.Sub(a.at), j.strands[a.strand]
	sideA := a.out.X*way.Y - a.out.Y*way.X
	sideB := b.out.Y*way.X - b.out.X*way.Y // seen back from the other end
	return way.Norm() < mostHidden*length(st.line) && sideA*sideB < 0 && j.seenFloor(bridge(a, b), st) <= hidesAll
}

func angle(a, b floor.Point) float64 {
	return math.Abs(math.Atan2(a.X*b.Y-a.Y*b.X, a.Dot(b)))
}

// sameRibbon reports whether the strands of two ends look alike.
func (j *joiner) sameRibbon(a, b end) bool {
	s, t := j.strands[a.strand], j.strands[b.strand]
	if s == t {
		return true
	}
	if s.colour != t.colour {
		return false
	}
	cos := s.direction.dot(t.direction)
	wide := s.widthM / t.widthM
	return cos > 0.8 && wide > 0.4 && wide < 2.5
}

// seenFloor is the share of a line on which the bare floor is seen, and not
// even a trace of the strand that the line is to go on.
func (j *joiner) seenFloor(line []floor.Point, st *strand) float64 {
	n := 0
	profiles := j.bare.v.seen.profiles(line, false, 0)
	for i, p := range line {
		if j.bare.is(p) && !profiles[i].shows(st) {
			n++
		}
	}
	return float64(n) / float64(max(len(line), 1))
}

// traceOf is how faint, against the strand itself, a trace of it may be.
const traceOf = 0.25

// shows reports whether a trace of a strand is seen near the profile's middle.
func (p *profile) shows(st *strand) bool {
	if !p.known {
		return false
	}
	s := p.excess(st.direction)
	top := slices.Max(s[sample(-0.03) : sample(0.03)+1])
	return top > traceOf*st.seenContrast
}

// bridge draws a smooth line from one end to another (cubic Hermite), without
// the ends themselves.
func bridge(a, b end) []floor.Point {
	gap := a.at.Distance(b.at)
	n := max(int(gap/stepM), 1)
	va, vb := a.out.Scale(gap), b.out.Scale(-gap)
	var line []floor.Point
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		t2, t3 := t*t, t*t*t
		line = append(line, a.at.Scale(2*t3-3*t2+1).Add(va.Scale(t3-2*t2+t)).Add(b.at.Scale(3*t2-2*t3)).Add(vb.Scale(t3-t2)))
	}
	return line
}

// tie makes one strand of two, or closes one.
func (j *joiner) tie(a, b end) {
	s, t := j.strands[a.strand], j.strands[b.strand]
	if way := b.at.Sub(a.at); s == t && angle(a.out, way) > 1.6 {
		s.trim(way.Norm())
		e := ends(a.strand, s.line)
		a, b = e[1], e[0]
	}
	gap := bridge(a, b)
	if s == t {
		if a.last {
			s.line = append(s.line, gap...)
		} else {
			s.line = append(s.line, bridge(b, a)...)
		}
		s.closed = true
		s.guessedM += a.at.Distance(b.at)
		return
	}
	first, second := s.line, t.line
	if !a.last {
		first = reversed(first)
	}
	if b.last {
		second = reversed(second)
	}
	j.strands[b.strand] = nil
	if length(t.line) > length(s.line) {
		s.like(t)
	}
	s.line = append(append(append([]floor.Point(nil), first...), gap...), second...)
	s.guessedM += t.guessedM + a.at.Distance(b.at)
}

func reversed(line []floor.Point) []floor.Point {
	out := make([]floor.Point, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}

// trim takes away the end of a line that lies over its beginning.
func (st *strand) trim(overM float64) {
	drop := min(int(overM/stepM)+3, len(st.line)-3)
	st.line = st.line[:len(st.line)-drop]
}
