package ribbon

import (
	"cmp"
	"fmt"

	"nabij/vision/floor"
)

// nearM is how far a ribbon may have been moved, on average, and still be the
// one that had a name, in metres.
const nearM = 0.5

// KeepNames gives found zones the names of the known ones that they are: of the
// same colour and shape, about where they were. The others keep their own, or
// take the next number that is free.
func KeepNames(found, known []floor.Zone) []floor.Zone {
	kept := append([]floor.Zone(nil), found...)
	taken := map[string]bool{}
	mine := make([]bool, len(kept))
	for _, k := range known {
		best, at := nearM, -1
		for i, z := range kept {
			if d := apartM(z, k); !mine[i] && z.Color == k.Color && z.Closed == k.Closed && d < best {
				best, at = d, i
			}
		}
		if at >= 0 {
			kept[at].Name, mine[at], taken[k.Name] = k.Name, true, true
		}
	}
	for i := range kept {
		for n := 1; !mine[i] && taken[kept[i].Name]; n++ {
			kept[i].Name = fmt.Sprint(cmp.Or(letters[kept[i].Color], "T"), n)
		}
		taken[kept[i].Name] = true
	}
	return kept
}

// apartM is the mean distance of a zone's outline from another's, in metres.
func apartM(a, b floor.Zone) (m float64) {
	for _, p := range a.Outline {
		d := b.Distance(p)
		m += max(d, -d) / float64(len(a.Outline))
	}
	return m
}

// LengthM is the length of a zone's outline, in metres.
func LengthM(z floor.Zone) float64 {
	m := length(z.Outline)
	if z.Closed && len(z.Outline) > 0 {
		m += z.Outline[len(z.Outline)-1].Distance(z.Outline[0])
	}
	return m
}
