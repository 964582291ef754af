package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/livemap"
	"nabij/vision/scene"
	"nabij/vision/steps"
)

// title says what this is, when and where it was, and who was there.
func (l *layout) title() {
	r := l.report
	l.y += 22
	l.text(margin, 26, true, l.theme.Ink, l.say.Say("report_title"))
	l.y += 26
	facts := []string{}
	if r.info.Title != "" && r.info.Title != r.info.Room.Name {
		facts = append(facts, r.info.Title)
	}
	if r.info.Room.Name != "" {
		facts = append(facts, r.info.Room.Name)
	}
	if !r.info.Began.IsZero() {
		facts = append(facts, l.say.Date(r.info.Began), r.info.Began.Format("15:04"))
	}
	facts = append(facts, l.say.Say("report_length", "Length", l.say.Clock(r.last.At)))
	l.text(margin, 14, false, l.theme.Quiet, letters.Fit(letters.Shown(strings.Join(facts, "  ·  ")), 14, false, pageW-2*margin))
	l.y += 22
	if names := l.everyone(); len(names) > 0 {
		l.text(margin, 14, false, l.theme.Ink, letters.Fit(l.say.And(names), 14, false, pageW-2*margin))
		l.y += 10
	}
	l.paragraph(l.say.Say("report_about"))
}

// everyone names the people, with their roles.
func (l *layout) everyone() (names []string) {
	for _, name := range l.report.trails.Names() {
		for _, p := range l.report.info.People {
			if p.Name == name && p.Role != "" {
				name += " (" + l.say.Voice(p.Role) + ")"
			}
		}
		names = append(names, name)
	}
	return names
}

// floorPlan draws the floor with everyone's way, pauses and moments.
func (l *layout) floorPlan() {
	r := l.report
	l.heading(l.say.Say("report_floor"), 300)
	room := r.trails.Room(r.info.Room)
	low, high := livemap.Extent(room)
	width := pageW - 2*margin
	plan := &canvas.List{Width: width, Height: min(pageH-margin-footerH-l.y-92, width*(high.Y-low.Y)/(high.X-low.X)+36)}
	theme := l.theme
	theme.Ground = canvas.RGB(0xFFFFFF)
	livemap.Draw(plan, room, r.last, &r.trails, livemap.Options{
		Theme: theme, Lang: l.say.Lang(), Line: " ",
		Layers: livemap.Layers{Pauses: longest(r.log.Walks()), Marks: r.marks()},
	})
	l.page.Place(plan, canvas.XY{X: margin, Y: l.y})
	l.y += plan.Height + 4
	l.paragraph(l.say.Say("report_floor_key"))
	if laid := r.info.Laid; len(laid) > 0 {
		var times []string
		for _, at := range laid {
			times = append(times, l.say.Clock(at-r.first))
		}
		l.paragraph(l.say.Say("report_laid", "Times", l.say.And(times)))
	}
}

// mostRests is how many rests are drawn on the plan, of all people together: an
// hour has hundreds, and no eye reads each.
const mostRests = 36

// longest keeps everyone's longest rests.
func longest(walks []steps.Walk) []steps.Walk {
	each := max(4, mostRests/max(1, len(walks)))
	for i := range walks {
		rests := slices.SortedStableFunc(slices.Values(walks[i].Pauses), func(a, b steps.Pause) int {
			return cmp.Compare(b.To-b.From, a.To-a.From)
		})
		walks[i].Pauses = rests[:min(each, len(rests))]
	}
	return walks
}

// marks returns where the moments were: the place of whom they are about, or
// of the first person then present.
func (r *Report) marks() []livemap.Mark {
	var marks []livemap.Mark
	for i, m := range r.info.Moments {
		name := cmp.Or(m.Person, r.info.named(m.Voice))
		if name == "" && len(r.trails.Names()) > 0 {
			name = r.trails.Names()[0]
		}
		all := r.trails.Of(name)
		n, _ := slices.BinarySearchFunc(all, m.At-r.first, func(s livemap.Step, at time.Duration) int { return int(s.At - at) })
		if len(all) == 0 {
			continue
		}
		marks = append(marks, livemap.Mark{Number: i + 1, At: all[max(0, min(n, len(all)-1))].Place})
	}
	return marks
}

// mostStrips is how many pairs have a strip of their own on paper.
const mostStrips = 6

// distances draws every pair's distance over time.
func (l *layout) distances() {
	r := l.report
	lines := r.pairs.Lines()
	if len(lines) == 0 {
		return
	}
	l.heading(l.say.Say("report_distances"), 140)
	l.paragraph(l.say.Say("report_distances_key"))
	height := max(86.0, 150-15*float64(len(lines)))
	for _, line := range lines[:min(mostStrips, len(lines))] {
		l.need(height + 24)
		l.y += 18
		near, far := line.Span()
		l.text(margin, 12.5, true, l.theme.Ink, l.say.And([]string{line.A, line.B}))
		l.page.Add(canvas.Text{
			At: canvas.XY{X: pageW - margin, Y: l.y}, Size: 11.5, Align: canvas.End, Color: l.theme.Quiet,
			Words: l.say.Say("report_between", "Near", l.say.Metres(near.DistanceM, near.SigmaM), "Far", l.say.Metres(far.DistanceM, far.SigmaM)),
		})
		strip := livemap.Strip{Length: r.last.At, At: -1, Lines: []livemap.StripLine{line}, Moments: r.stripMoments()}
		livemap.DrawStrip(l.page, canvas.Rect{X: margin, Y: l.y + 2, W: pageW - 2*margin, H: height}, strip,
			livemap.Options{Theme: l.theme, Lang: l.say.Lang(), Scale: 0.9})
		l.y += height + 4
	}
	if more := len(lines) - mostStrips; more > 0 {
		l.paragraph(l.say.Say("report_more_pairs", "Count", more))
	}
}

// stripMoments returns the moments by their numbers.
func (r *Report) stripMoments() []livemap.StripMoment {
	moments := make([]livemap.StripMoment, len(r.info.Moments))
	for i, m := range r.info.Moments {
		moments[i] = livemap.StripMoment{At: m.At - r.first, Word: strconv.Itoa(i + 1)}
	}
	return moments
}

// mostLines is over how many lines the moments are written out: what is more
// stays in the record and its exports, so that a report never grows beyond four
// pages.
const mostLines = 44

// moments lists the moments, in the words of whoever marked them.
func (l *layout) moments() {
	r := l.report
	if len(r.info.Moments) == 0 {
		return
	}
	l.heading(l.say.Say("report_moments"), 60)
	columns := []column{
		{x: 0, width: 24}, {x: 30, width: 60, title: l.say.Say("report_time")},
		{x: 100, width: 110, title: l.say.Say("report_voice")}, {x: 220, width: 260, title: l.say.Say("report_word"), wrap: true},
		{x: 490, width: 192, title: l.say.Say("report_distance"), right: true},
	}
	l.tableHead(columns)
	shown := 0
	for lines := 0; shown < len(r.info.Moments); shown++ {
		m := r.info.Moments[shown]
		if lines += len(columns[3].lines(l.word(m))); lines > mostLines {
			break
		}
		l.row(columns, []string{strconv.Itoa(shown + 1), l.say.Clock(m.At - r.first), l.say.Voice(m.Voice), l.word(m), l.distance(m)})
	}
	if more := len(r.info.Moments) - shown; more > 0 {
		l.paragraph(l.say.Say("report_more_moments", "Count", more))
	}
}

// word returns a moment's own word, or what sort of moment it is.
func (l *layout) word(m scene.Moment) string {
	kind := l.say.Kind(m.Kind)
	switch {
	case m.Word == "":
		return kind
	case kind == "":
		return "“" + m.Word + "”"
	}
	return "“" + m.Word + "”  ·  " + kind
}

func (l *layout) distance(m scene.Moment) string {
	if math.IsNaN(m.DistanceM) || m.DistanceM <= 0 || m.Other == "" {
		return ""
	}
	return l.say.Metres(m.DistanceM, math.Sqrt(max(0, m.VarM2)))
}

// people lists how far everyone went and how long everyone was still.
func (l *layout) people() {
	walks := l.report.log.Walks()
	if len(walks) == 0 {
		return
	}
	l.heading(l.say.Say("report_people"), 60)
	columns := []column{
		{x: 0, width: 130}, {x: 135, width: 75, title: l.say.Say("report_present"), right: true},
		{x: 220, width: 75, title: l.say.Say("report_walked"), right: true},
		{x: 305, width: 75, title: l.say.Say("report_still"), right: true},
		{x: 390, width: 85, title: l.say.Say("report_unseen"), right: true},
		{x: 495, width: 187, title: l.say.Say("report_zones")},
	}
	l.tableHead(columns)
	for i := range walks {
		w := &walks[i]
		l.row(columns, []string{
			w.Name, l.say.Clock(w.Present), l.say.Number(w.WalkedM, 0) + " m",
			l.say.Clock(w.Still()), l.say.Clock(w.Unseen), l.zones(w),
		})
	}
}

// zones returns how long someone was in each zone.
func (l *layout) zones(w *steps.Walk) string {
	var parts []string
	for _, z := range l.report.info.Room.Zones {
		if spent := w.Zones[z.Name]; z.Closed && spent > 0 {
			parts = append(parts, z.Name+" "+l.say.Clock(spent))
		}
	}
	return strings.Join(parts, ", ")
}

// exactness says what was measured, and how exactly.
func (l *layout) exactness() {
	l.heading(l.say.Say("report_exact"), 80)
	l.paragraph(l.say.Say("report_exact_how"))
	var parts []string
	for _, name := range l.report.trails.Names() {
		if radius := median(l.report.sigmas[name]); !math.IsNaN(radius) {
			parts = append(parts, fmt.Sprintf("%s %s m", name, l.say.Number(max(0.01, radius), 2)))
		}
	}
	if len(parts) > 0 {
		l.paragraph(l.say.Say("report_exact_places", "Places", strings.Join(parts, ", ")))
	}
	l.gaps()
	l.notices()
	if n := l.report.info.Additions; n > 0 {
		l.paragraph(l.say.Say("report_additions", "Count", n))
	}
	if l.report.info.Seal != "" {
		l.paragraph(l.say.Say("report_seal_why", "Seal", l.report.info.Seal))
	}
	l.paragraph(l.say.Say("report_exact_private"))
}

// mostGaps is how many gaps are written out.
const mostGaps = 6

// gaps says when nothing was recorded.
func (l *layout) gaps() {
	gaps := l.report.info.Gaps
	var spans []string
	for _, g := range gaps[:min(mostGaps, len(gaps))] {
		spans = append(spans, l.say.Clock(g.From-l.report.first)+"–"+l.say.Clock(g.To-l.report.first))
	}
	if len(spans) > 0 {
		l.paragraph(l.say.Say("report_gaps", "Times", l.say.And(spans), "Count", len(gaps)))
	}
}

// notices says what the quiet line said, and for how long in all.
func (l *layout) notices() {
	if len(l.report.noted) == 0 {
		return
	}
	l.paragraph(l.say.Say("report_noted"))
	for _, n := range l.report.noted[:min(mostGaps, len(l.report.noted))] {
		l.paragraph(l.say.Clock(n.spent) + "   " + l.say.Notice(scene.Notice{Kind: n.kind}))
	}
}
