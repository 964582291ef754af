package track

import "time"

// meeting is two people whose bodies overlap in the picture, or did until a
// moment ago: then the finder, and whoever pairs its bodies with names, may have
// taken one for the other. Their clothes settle it once they have parted.
type meeting struct {
	a, b           *person
	closest        time.Duration // when they overlapped most: names may have changed then
	most           float64
	wearsA, wearsB clothes // seen of each since they parted
}

const (
	meetsFrom = 0.15 // of the smaller box
	// So many looks at both, apart from each other, are enough to tell.
	partedLooks = 5
	// How much better the clothes must agree the other way round, as the sum of two
	// coefficients: bodies of one person, in other light, differ by 0.1.
	otherwise = 0.2
	// Who overlapped by more of the smaller box may have changed names unseen; if
	// their clothes do not tell, it is a moment of doubt.
	mixedFrom = 0.5
)

// meet notes who overlaps with whom, and gives names back to those who parted
// under the other's.
func (t *Tracker) meet(now time.Duration) {
	for i, a := range t.people {
		for _, b := range t.people[i+1:] {
			if !a.away && !b.away {
				t.overlap(a, b, now)
			}
		}
	}
	rest := t.meetings[:0]
	for _, m := range t.meetings {
		if !m.over() {
			rest = append(rest, m)
			continue
		}
		m.a.meets--
		m.b.meets--
		switch better := m.otherWay(); {
		case better > otherwise:
			m.a.exchange(m.b, m.closest)
			t.begunAnew(m)
			continue
		case better > -otherwise && m.most > mixedFrom:
			m.a.doubt, m.b.doubt = now+doubtLasts, now+doubtLasts
		}
		m.a.clothes.join(m.wearsA)
		m.b.clothes.join(m.wearsB)
	}
	t.meetings = rest
}

// overlap begins a meeting of two people, or goes on with it.
func (t *Tracker) overlap(a, b *person, now time.Duration) {
	shared := a.box.Intersect(b.box).Area() / max(1, min(a.box.Area(), b.box.Area()))
	m := t.meetingOf(a, b)
	switch {
	case shared >= meetsFrom && m == nil:
		m = &meeting{a: a, b: b}
		a.meets++
		b.meets++
		t.meetings = append(t.meetings, m)
		fallthrough
	case shared >= meetsFrom:
		if shared > m.most {
			m.most, m.closest = shared, now
		}
		m.wearsA, m.wearsB = clothes{}, clothes{}
	case m != nil && a.wears != nil && b.wears != nil:
		m.wearsA.remember(a.wears)
		m.wearsB.remember(b.wears)
	}
}

func (t *Tracker) meetingOf(a, b *person) *meeting {
	for _, m := range t.meetings {
		if m.a == a && m.b == b {
			return m
		}
	}
	return nil
}

// over reports whether the two have been seen apart for long enough, or one of
// them is gone.
func (m *meeting) over() bool {
	return m.wearsA.count >= partedLooks || m.a.away || m.b.away
}

// otherWay is how much better the clothes of the two agree if each is the other;
// below -1 where they were not seen for long enough.
func (m *meeting) otherWay() float64 {
	as, okA := m.a.clothes.alike(&m.wearsA.mean)
	bs, okB := m.b.clothes.alike(&m.wearsB.mean)
	if m.wearsA.count < partedLooks || !okA || !okB {
		return -2
	}
	ab, _ := m.a.clothes.alike(&m.wearsB.mean)
	ba, _ := m.b.clothes.alike(&m.wearsA.mean)
	return ab + ba - as - bs
}

// begunAnew lets the other meetings of two people whose bodies were exchanged
// look again.
func (t *Tracker) begunAnew(m *meeting) {
	for _, o := range t.meetings {
		if o.a == m.a || o.b == m.a || o.a == m.b || o.b == m.b {
			o.wearsA, o.wearsB = clothes{}, clothes{}
		}
	}
}

// exchange gives each of two people the other's body, and her path since a time.
func (p *person) exchange(q *person, since time.Duration) {
	i, k := p.index(since), q.index(since)
	before, after := p.path[:i:i], append([]moment(nil), p.path[i:]...)
	p.path = append(before, q.path[k:]...)
	q.path = append(q.path[:k:k], after...)
	*p, *q = *q, *p
	p.name, q.name = q.name, p.name
	p.path, q.path = q.path, p.path
	p.stature, q.stature = q.stature, p.stature
	p.clothes, q.clothes = q.clothes, p.clothes
	p.meets, q.meets = q.meets, p.meets
}

// index is the first moment of a path from a time on.
func (p *person) index(from time.Duration) int {
	for i := range p.path {
		if p.path[i].at >= from {
			return i
		}
	}
	return len(p.path)
}
