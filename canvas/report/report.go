// Package report lays a session out on two to four printed pages, to be laid
// beside the client: the floor with everyone's way, the distances over time,
// the moments in people's own words, and what was measured and how exactly.
// It holds no norm and no comparison with anyone else.
package report

import (
	"cmp"
	"math"
	"slices"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/words"
	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

// A4 upright, in px at 96 to the inch.
const (
	pageW  = 794.0
	pageH  = 1123.0
	margin = 56.0
)

// Info is what a report says beside what happened.
type Info struct {
	Room    floor.Room
	Began   time.Time // wall clock; the zero time where unknown
	Title   string    // of the session; may be empty
	Record  string    // name of the record; may be empty
	Seal    string    // last hash of the record; may be empty
	Moments []scene.Moment
	People  []Person        // everyone with a role
	Laid    []time.Duration // when the ribbons were laid anew; Room is the last
	Gaps    []steps.Span    // in which nothing was recorded
	// Additions is how many corrections were added since the recording.
	Additions int
}

// Person is somebody who took part, by pseudonym and role.
type Person struct {
	Name string
	Role scene.Voice // client or therapist; empty for somebody else
}

// named returns whoever has a role; nothing where nobody has.
func (i *Info) named(role scene.Voice) string {
	for _, p := range i.People {
		if p.Role == role && role != "" {
			return p.Name
		}
	}
	return ""
}

// Report gathers the scenes of a session. Make one with [New].
type Report struct {
	info   Info
	trails livemap.Trails
	log    steps.Log
	pairs  livemap.Distances
	first  time.Duration
	last   scene.Scene
	seen   bool
	noted  []noted
	sigmas map[string][]float64 // radius of each 95 % ellipse, m
}

// New returns an empty report.
func New(info Info) *Report {
	info.Moments = slices.SortedStableFunc(slices.Values(info.Moments), func(a, b scene.Moment) int { return cmp.Compare(a.At, b.At) })
	return &Report{info: info, trails: livemap.Trails{Keep: math.MaxInt64 / 2}, sigmas: map[string][]float64{}}
}

// Add takes in one scene; scenes come in order of time.
func (r *Report) Add(s scene.Scene) {
	if !r.seen {
		r.first, r.seen = s.At, true
	}
	s.At -= r.first
	r.trails.Add(s)
	r.log.Add(s)
	r.pairs.Add(s)
	r.note(s.Notices, s.At-r.last.At)
	for i := range s.People {
		r.exactness(&s.People[i])
	}
	r.last = s
}

// noted is for how long something was said in the quiet line.
type noted struct {
	kind  scene.NoticeKind
	spent time.Duration
}

// note adds the time since the scene before to what is said now.
func (r *Report) note(notices []scene.Notice, since time.Duration) {
	for _, n := range notices {
		i := slices.IndexFunc(r.noted, func(k noted) bool { return k.kind == n.Kind })
		if i < 0 {
			i = len(r.noted)
			r.noted = append(r.noted, noted{kind: n.Kind})
		}
		if since < 2*time.Second { // over more, nobody looked
			r.noted[i].spent += since
		}
	}
}

// exactness keeps the radius of the circle as large as a place's 95 % ellipse.
func (r *Report) exactness(p *scene.Person) {
	const sigma95 = 2.4477 // √(−2 ln 0.05)
	long, short, _ := p.Place.Cov.Axes()
	if radius := sigma95 * math.Sqrt(long*short); p.Seen && !math.IsNaN(radius) && !math.IsInf(radius, 0) {
		r.sigmas[p.Name] = append(r.sigmas[p.Name], radius)
	}
}

// median returns the middle of numbers, and NaN of none.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(numbers))
	return sorted[len(sorted)/2]
}

// Pages lays the report out, one list per page.
func (r *Report) Pages(lang words.Lang) []*canvas.List {
	l := layout{report: r, say: words.For(lang), theme: canvas.Light()}
	l.theme.Ground = canvas.RGB(0xFFFFFF)
	r.trails.Keep = r.last.At + time.Second // earlier is lighter
	l.newPage()
	l.title()
	l.floorPlan()
	l.newPage()
	l.distances()
	l.moments()
	l.people()
	l.exactness()
	l.footers()
	return l.pages
}
