package scene

import (
	"math"
	"time"

	"nabij/vision/floor"
)

// The band around a border in which a person keeps the state she had. It is as
// wide as her place is uncertain, within limits: less than the least and
// breathing would flicker, more than the most and someone a forearm's length
// inside would still be called outside.
//
// Chosen by simulation (TestZonesDoNotFlicker): someone strolls across a border
// and stands on the line itself, with errors that last 0.5 s. At 2 cm of error
// every state beyond 10 cm is right, with 3 changes a minute on the line; at
// 5 cm 99.7 %, with 29. A most of 8 cm halves these changes, but rooms have
// errors that last longer than that, and then it keeps wrong states for long.
// Waiting for a moment before believing a change costs 1 % beyond 10 cm.
const (
	bandSigmas = 2.5
	leastBandM = 0.03
	mostBandM  = 0.05
)

// sideReachM is how far from an open line a person still has a side of it.
const sideReachM = 2.0

// unseenSamples is for how many moments in a row a person may go unseen before
// no zone is claimed for her.
const unseenSamples = 3

// Watcher turns people with places into scenes. It remembers which zones each
// person was in, so that nobody who stands on a ribbon flickers in and out.
// It is for one goroutine.
type Watcher struct {
	zones  []floor.Zone
	people map[string]*memory
}

// memory is what the watcher knows of one person from earlier moments.
type memory struct {
	unseen int    // moments in a row
	where  []side // one per zone
	met    bool   // whether the person came by in this moment
}

// side is on which side of a border a person is.
type side int8

const (
	nowhere side = iota // no state yet, or not along an open line
	within              // inside a closed zone, or left of an open one
	without             // outside, or right
)

// NewWatcher returns a watcher for a room with these zones. Zones without an
// outline are left out.
func NewWatcher(zones []floor.Zone) *Watcher {
	w := &Watcher{people: map[string]*memory{}}
	w.Lay(zones)
	return w
}

// Lay puts other zones in the place of those before. Who stands where is judged
// afresh.
func (w *Watcher) Lay(zones []floor.Zone) {
	w.zones = nil
	for _, z := range zones {
		if len(z.Outline) > 0 {
			w.zones = append(w.zones, z)
		}
	}
	for _, m := range w.people {
		m.where = make([]side, len(w.zones))
	}
}

// Look makes the scene of one moment. Moments come in order of time; the
// people's Zones are filled in, their numbers are put in whole steps (a tenth
// of a millimetre, a hundredth of a pixel), and all else is kept as it is.
// The scene shares nothing with the arguments but the strings in them.
func (w *Watcher) Look(frame int, at time.Duration, clock time.Time, people []Person, notices []Notice) Scene {
	s := Scene{Frame: frame, At: at, Clock: clock}
	s.People = append(s.People, people...)
	s.Notices = append(s.Notices, notices...)
	for i := range s.People {
		s.People[i].settle()
		s.People[i].Zones = w.watch(&s.People[i], &s.Borders)
	}
	s.Pairs = Pairs(s.People)
	w.forget()
	return s
}

// watch says in which zones a person is, and adds her distance to each border.
func (w *Watcher) watch(p *Person, borders *[]Border) []string {
	m := w.recall(p.Name)
	if p.Seen {
		m.unseen = 0
	} else {
		m.unseen++
	}
	var names []string
	for i, z := range w.zones {
		n := z.Nearest(p.Place.At)
		sure := p.Place.Cov.Along(n.Normal)
		*borders = append(*borders, Border{Person: p.Name, Zone: z.Name, DistanceM: inSteps(n.DistanceM, perMetre), VarM2: variance(sure)})
		m.where[i] = decide(m.where[i], n, z.Closed, band(sure))
		if name := claim(z, m.where[i]); name != "" && m.unseen < unseenSamples {
			names = append(names, name)
		}
	}
	return names
}

func (w *Watcher) recall(name string) *memory {
	m := w.people[name]
	if m == nil {
		m = &memory{where: make([]side, len(w.zones))}
		w.people[name] = m
	}
	m.met = true
	return m
}

// forget lets go of people who are not in the scene any more: who comes back
// after a while is judged afresh.
func (w *Watcher) forget() {
	for name, m := range w.people {
		if !m.met {
			m.unseen++
		}
		if m.unseen >= unseenSamples && !m.met {
			delete(w.people, name)
		}
		m.met = false
	}
}

// band returns how far over the border a place must be, in metres, before its
// state changes.
func band(varianceM2 float64) float64 {
	sigma := bandSigmas * math.Sqrt(max(0, varianceM2))
	return min(max(leastBandM, sigma), mostBandM)
}

// decide moves a state on. Without a history the sign of the distance decides;
// with one, only a place beyond the band changes it.
func decide(was side, n floor.Nearest, closed bool, bandM float64) side {
	if !closed && !alongside(was, n, bandM) {
		return nowhere
	}
	switch {
	case was == nowhere && n.DistanceM < 0, n.DistanceM < -bandM:
		return within
	case was == nowhere, n.DistanceM > bandM:
		return without
	default:
		return was
	}
}

// alongside reports whether a person has a side of an open line: next to its
// extent, not off its ends, and not too far; with the same band to leave.
func alongside(was side, n floor.Nearest, bandM float64) bool {
	if was == nowhere {
		bandM = 0
	}
	return n.BeyondM <= bandM && math.Abs(n.DistanceM) <= sideReachM+bandM
}

// claim puts a state in the words of [Person].Zones; "" where there is nothing
// to say.
func claim(z floor.Zone, s side) string {
	switch {
	case s == nowhere, z.Closed && s == without:
		return ""
	case z.Closed:
		return z.Name
	case s == within:
		return z.Name + ":left"
	default:
		return z.Name + ":right"
	}
}

// Pairs returns the distance of every two people, centre to centre, in the
// order of the people. The variance is that of both places along the line that
// joins them, taken as independent.
func Pairs(people []Person) []Pair {
	var pairs []Pair
	for i, a := range people {
		for _, b := range people[i+1:] {
			line := b.Place.At.Sub(a.Place.At)
			pairs = append(pairs, Pair{
				A: a.Name, B: b.Name, DistanceM: inSteps(line.Norm(), perMetre),
				VarM2: variance(a.Place.Cov.Add(b.Place.Cov).Along(line)),
			})
		}
	}
	return pairs
}
