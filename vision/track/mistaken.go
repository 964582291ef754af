package track

import (
	"slices"
	"time"
)

// Between two looks people can change places unseen: few looks a second, and no
// overlap of their bodies was ever seen. Then only their clothes tell, for as long
// as they go on telling the same.

// others is what somebody wore in the last looks in a row at which she wore rather
// what another one does, and when she last did not.
type others struct {
	clothes
	own time.Duration
}

// dress takes in what a person wears at a look, where it is surely hers: as her own,
// or as another's.
func (t *Tracker) dress(p *person, now time.Duration) {
	switch {
	case p.missed > 0 || t.meetsSeen(p):
		p.others.clothes = clothes{}
	case p.wears == nil:
	case t.closed() && t.wearsAnothers(p):
		p.others.remember(p.wears)
	case p.meets > 0:
		p.others = others{own: now}
	default:
		p.clothes.remember(p.wears)
		p.others = others{own: now}
	}
}

// meetsSeen reports whether a person meets somebody who is seen: then the finder may
// mix the two, and their clothes tell once they have parted. Whoever is hidden cannot
// be told apart like that; the one before her wears her own clothes, or has her body.
func (t *Tracker) meetsSeen(p *person) bool {
	return slices.ContainsFunc(t.meetings, func(m *meeting) bool {
		return m.a == p && m.b.missed == 0 || m.b == p && m.a.missed == 0
	})
}

func (t *Tracker) wearsAnothers(p *person) bool {
	own, known := p.clothes.alike(p.wears)
	for _, q := range t.people {
		if alike, ok := q.clothes.alike(p.wears); q != p && known && ok && alike > own {
			return true
		}
	}
	return false
}

// mistake gives two people each the other's body where their clothes say so: both
// are seen, or the one is lost whose clothes the other wears.
func (t *Tracker) mistake(now time.Duration) {
	for _, p := range t.people {
		t.dress(p, now)
	}
	for _, p := range t.people {
		for _, q := range t.people {
			if p != q && p.mistakenFor(q) {
				p.exchange(q, p.others.own+1)
				p.others.clothes, q.others.clothes = clothes{}, clothes{}
			}
		}
	}
}

// mistakenFor reports whether p has q's body.
func (p *person) mistakenFor(q *person) bool {
	if p.others.count < partedLooks {
		return false
	}
	own, known := p.clothes.alike(&p.others.mean)
	its, also := q.clothes.alike(&p.others.mean)
	if !known || !also || q.missed == 0 && q.others.count < partedLooks {
		return false
	}
	if q.missed > lostLooks {
		return its-own > otherwise
	}
	back, _ := p.clothes.alike(&q.others.mean)
	gone, _ := q.clothes.alike(&q.others.mean)
	return q.missed == 0 && its+back-own-gone > otherwise
}
