package track

import (
	"math"
	"slices"
	"time"

	"nabij/vision"
	"nabij/vision/assign"
	"nabij/vision/floor"
	"nabij/vision/place"
)

// follow pairs people with sightings that nobody has taken yet, at the least
// total cost, and corrects them.
func (t *Tracker) follow(people []*person, all []*sighting, s vision.Sight, dt time.Duration) {
	var free []*sighting
	for _, x := range all {
		if !x.taken {
			free = append(free, x)
		}
	}
	if len(free) == 0 {
		for _, p := range people {
			p.miss(s)
		}
		return
	}
	cost := make([][]float64, len(people))
	for i, p := range people {
		cost[i] = slices.Repeat([]float64{assign.Never}, len(free)+len(people))
		for j, x := range free {
			if !t.anothers(p, x) {
				cost[i][j] = p.cost(x)
			}
		}
		if p.missed > lostLooks && t.closed() {
			cost[i][len(free)+i] = costOffset + staysLost
		}
	}
	pairs := assign.Least(cost)
	for i, j := range pairs {
		if j >= len(free) {
			pairs[i] = -1
		}
	}
	for i, j := range pairs {
		if doubtful(i, cost, pairs) {
			people[i].doubt = s.At + doubtLasts
		}
		if j < 0 {
			people[i].miss(s)
			continue
		}
		free[j].taken = true
		people[i].take(t.ground, s, free[j], dt)
		if people[i].name == "" {
			t.remember(s, free[j])
		}
	}
}

// doubtful reports whether person i's body could nearly as well be another's, and
// the other's hers.
func doubtful(i int, cost [][]float64, pairs []int) bool {
	for k, l := range pairs {
		j := pairs[i]
		if k == i || j < 0 || l < 0 {
			continue
		}
		if swapped := cost[i][l] + cost[k][j]; swapped < cost[i][j]+cost[k][l]+doubtMargin {
			return true
		}
	}
	return false
}

const (
	// Twice the logarithm of the odds below which two names are in doubt: 20 to 1.
	doubtMargin = 6.0
	doubtLasts  = time.Second
)

// costOffset keeps costs positive; it changes no pairing.
const costOffset = 1000

// Whoever was missed for more looks than the first is lost, and more likely lost
// still than a body that costs more than the second: she takes nobody's.
const (
	lostLooks = 2
	staysLost = 8.0
)

// gate is the squared Mahalanobis distance beyond which a body is someone else:
// 99.9 % of a person's own bodies lie nearer (chi-squared, 2 degrees of freedom).
const gate = 13.8

// cost is minus twice the log likelihood that a sighting is this person, up to a
// constant; [assign.Never], where it cannot be.
func (p *person) cost(x *sighting) float64 {
	shares := x.belief
	for i := range shares {
		shares[i] *= p.belief[i] + strangePosture
	}
	shares = shares.normal()
	best, nearest := nearestOf(p.expected(), x.hypotheses, shares)
	if p.missed == 0 { // she may have set off or stopped since
		c, d2 := nearestOf(p.measured(p.otherwise), x.hypotheses, shares)
		if c += 2 * math.Abs(habit(p.walks, p.belief)); c < best {
			best, nearest = c, d2
		}
	}
	if alike, known := p.clothes.alike(x.body.Colours); p.away && known && alike < leastAlike {
		return assign.Never
	}
	overlap := p.box.IoU(x.body.Box)
	if overlap < 0.3 && x.weak(p.missed > lostLooks) {
		return assign.Never
	}
	if nearest > gate && !(overlap > 0.4 && p.missed < 3) {
		return assign.Never
	}
	return best - 4*overlap + p.clothesCost(x.body) + costOffset
}

// nearestOf is the cost of the hypothesis that costs least, and how far off it is.
func nearestOf(where floor.Place, hypotheses []place.Hypothesis, shares postures) (best, nearest float64) {
	best, nearest = math.Inf(1), math.Inf(1)
	for _, h := range hypotheses {
		s := where.Cov.Add(h.Place.Cov)
		d2 := s.Mahalanobis2(h.Place.At.Sub(where.At))
		c := d2 + math.Log(s.Det()) - 2*math.Log(shares[h.Stance]+1e-9)
		if c < best {
			best, nearest = c, d2
		}
	}
	return best, nearest
}

// anothers reports whether a body that somebody missed could have wears what a lost
// one does.
func (t *Tracker) anothers(p *person, x *sighting) bool {
	own, known := p.clothes.alike(x.colours())
	if p.missed == 0 || !known || !t.closed() {
		return false
	}
	return slices.ContainsFunc(t.people, func(q *person) bool {
		alike, ok := q.clothes.alike(x.colours())
		return q != p && q.missed > lostLooks && ok && alike > own+otherwise
	})
}

// clothesCost grows as the colours differ from those remembered.
func (p *person) clothesCost(b *vision.Body) float64 {
	if c, ok := p.clothes.alike(b.Colours); ok {
		return clothesWeight * (1 - c)
	}
	return 0
}

const clothesWeight = 12.0

// strangePosture is how possible any posture is at any moment.
const strangePosture = 0.05

func (p *person) take(ground place.Ground, s vision.Sight, x *sighting, dt time.Duration) {
	hypotheses := place.Fit(ground, s.Size, x.body, p.stature)
	if len(hypotheses) == 0 {
		hypotheses = x.hypotheses
	}
	p.see(blur(hypotheses, x.body, x.covered, coverNoise), dt)
	p.box, p.frame = x.body.Box, s.Size
	p.feet = feetSeen(x.body)
	p.wears = x.colours()
	if p.name == "" {
		p.clothes.remember(p.wears)
	}
	p.reconsider(s.At)
	p.lastSeen, p.seenAt = s.At, p.motion.place().At
	if p.walks {
		p.strode = s.At
	}
	p.seen++
	if p.run == 0 {
		p.born, p.bornAt = s.At, p.motion.place().At
	}
	p.run++
	p.missed, p.away, p.blind, p.vacant = 0, false, 0, 0
	p.stand()
	p.scores += x.body.Score
	p.limbs += limbs(x.body)
	p.shapes += shaped(s, x.body)
	p.note(s, x)
}

func (p *person) miss(s vision.Sight) {
	p.missed++
	p.wears = nil
	p.watch(s)
	if p.name == "" {
		p.restart(s.At)
	}
	if p.missed > 2 {
		p.feet = 0
	}
	if p.name != "" {
		p.note(s, nil)
	}
	if s.At-p.lastSeen > strideMemory || p.belief.upright() < 0.5 {
		p.walks = false
	}
}

// strideMemory is how long somebody on her feet who is not seen is thought to walk
// on.
const strideMemory = 500 * time.Millisecond

func (p *person) note(s vision.Sight, x *sighting) {
	m := moment{frame: s.Frame, at: s.At, clock: s.Clock, size: s.Size, box: p.box, away: p.away}
	if x != nil {
		m.body, m.covered = x.body, x.covered
	}
	p.path = append(p.path, m)
}
