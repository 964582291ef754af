package ribbon

import (
	"fmt"
	"math"
	"strings"

	"nabij/vision/floor"
)

const (
	// stillM is how far apart, on average, two tracings of one ribbon lie.
	stillM = 0.05
	// mostlySeen is the share of a ribbon that must be seen for it to be known
	// that it is no longer there.
	mostlySeen = 0.85
	// coveredOf is the share of a found piece that lies on a known ribbon, for it
	// to be a piece of that one.
	coveredOf = 0.8
)

// Renewed is what became of a room's ribbons.
type Renewed struct {
	Zones             []floor.Zone
	New, Moved, Taken []string // names
	Hidden            []string // not seen well enough to tell; they stay as they were
	// Waiting is how many ribbons go on where nobody saw the floor: they are not
	// among the zones yet.
	Waiting int
}

// Changed reports whether any ribbon is not as it was.
func (r Renewed) Changed() bool { return len(r.New)+len(r.Moved)+len(r.Taken) > 0 }

// Renew compares the ribbons found now, while people may hide parts of the floor,
// with the known ones. A ribbon that lies where it lay keeps its outline and name;
// one that was moved keeps its name; one that is hidden stays as it was until it
// comes free. Seen reports whether a floor place was seen. With final, nothing is
// waited for any more.
func Renew(found, known []floor.Zone, seen func(floor.Point) bool, final bool) (r Renewed) {
	used := make([]bool, len(found))
	gone := make([]bool, len(known))
	for k, old := range known {
		if !lies(old, found, used) {
			gone[k] = true
			continue
		}
		r.Zones = append(r.Zones, old)
	}
	var fresh []floor.Zone
	for i, z := range found {
		switch {
		case used[i]:
		case !final && goesOn(z, seen):
			r.Waiting++
		default:
			fresh = append(fresh, z)
		}
	}
	// What is left of the known may have been moved: it is among the fresh.
	var left []floor.Zone
	for k, old := range known {
		if gone[k] {
			left = append(left, old)
		}
	}
	moved := KeepNames(fresh, left)
	taken := map[string]bool{}
	for _, z := range r.Zones {
		taken[z.Name] = true
	}
	for _, old := range left {
		i := numberOf(moved, old.Name)
		switch {
		case i >= 0:
			taken[old.Name] = true
			r.Moved = append(r.Moved, old.Name)
			r.Zones = append(r.Zones, moved[i])
			moved = append(moved[:i:i], moved[i+1:]...)
		case shareSeen(old, seen) < mostlySeen || r.Waiting > 0 && waitsFor(old, found, used):
			taken[old.Name] = true
			r.Hidden = append(r.Hidden, old.Name)
			r.Zones = append(r.Zones, old)
		default:
			r.Taken = append(r.Taken, old.Name)
		}
	}
	for _, z := range moved {
		z.Name = free(z.Name, taken)
		taken[z.Name] = true
		r.New = append(r.New, z.Name)
		r.Zones = append(r.Zones, z)
	}
	return r
}

// lies reports whether a known ribbon still lies where it lay, and uses up what
// was found of it.
func lies(old floor.Zone, found []floor.Zone, used []bool) (there bool) {
	for i, z := range found {
		if !used[i] && z.Color == old.Color && on(z, old) && reaches(z, old) {
			used[i], there = true, true
		}
	}
	return there
}

// on reports whether most of a zone's line lies on another's.
func on(z, old floor.Zone) bool {
	n := 0
	for _, p := range z.Outline {
		if math.Abs(old.Distance(p)) < stillM {
			n++
		}
	}
	return float64(n) >= coveredOf*float64(len(z.Outline))
}

// reaches reports whether a found piece could be all that is seen of a known
// ribbon: a closed one is not opened, an open one not shortened, by much, unless
// parts are hidden; what is longer is another ribbon.
func reaches(z, old floor.Zone) bool { return LengthM(z) < 1.15*LengthM(old)+0.1 }

// goesOn reports whether an open ribbon may go on where the floor was not seen.
func goesOn(z floor.Zone, seen func(floor.Point) bool) bool {
	if z.Closed || len(z.Outline) < 2 {
		return false
	}
	for _, e := range ends(0, z.Outline) {
		for _, d := range [...]float64{0.05, 0.1, 0.2} {
			if !seen(e.at.Add(e.out.Scale(d))) {
				return true
			}
		}
	}
	return false
}

// waitsFor reports whether a known ribbon may be one of those that wait to be seen
// whole: of its colour, and not far off.
func waitsFor(old floor.Zone, found []floor.Zone, used []bool) bool {
	for i, z := range found {
		if !used[i] && !z.Closed && z.Color == old.Color && apartM(z, old) < nearM {
			return true
		}
	}
	return false
}

func numberOf(zones []floor.Zone, name string) int {
	for i, z := range zones {
		if z.Name == name {
			return i
		}
	}
	return -1
}

// free is a name that is not taken: itself, or the next number of its colour.
func free(name string, taken map[string]bool) string {
	letter := strings.TrimRight(name, "0123456789")
	for n := 1; taken[name]; n++ {
		name = fmt.Sprint(letter, n)
	}
	return name
}

// shareSeen is the share of a zone's outline that was seen.
func shareSeen(z floor.Zone, seen func(floor.Point) bool) float64 {
	n := 0
	for _, p := range z.Outline {
		if seen(p) {
			n++
		}
	}
	return float64(n) / float64(max(len(z.Outline), 1))
}
