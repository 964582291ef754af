package report

import (
	"strconv"

	"nabij/canvas"
	"nabij/canvas/letters"
	"nabij/canvas/words"
)

// layout is a report while it is laid out: y runs down the page, and a new
// page begins where no room is left.
type layout struct {
	report *Report
	say    *words.Speaker
	theme  canvas.Theme
	pages  []*canvas.List
	page   *canvas.List
	y      float64 // px
}

// footerH is what the foot of a page takes, in px.
const footerH = 40

func (l *layout) newPage() {
	l.page = &canvas.List{Width: pageW, Height: pageH, Ground: l.theme.Ground}
	l.pages = append(l.pages, l.page)
	l.y = margin
}

// need begins a new page unless so many px are left on this one.
func (l *layout) need(px float64) {
	if l.y+px > pageH-margin-footerH {
		l.newPage()
	}
}

func (l *layout) text(x, size float64, bold bool, colour canvas.Colour, said string) {
	l.page.Add(canvas.Text{At: canvas.XY{X: x, Y: l.y}, Size: size, Bold: bold, Color: colour, Words: letters.Shown(said)})
}

// heading writes a heading and leaves at least so much room beneath it.
func (l *layout) heading(said string, beneath float64) {
	if l.y > margin {
		l.y += 22
	}
	l.need(34 + beneath)
	l.y += 16
	l.text(margin, 17, true, l.theme.Ink, said)
	l.y += 18
}

// paragraph writes a text over as many lines as it takes.
func (l *layout) paragraph(said string) {
	const size = 12.5
	for _, line := range letters.Wrap(letters.Shown(said), size, false, pageW-2*margin, 12) {
		l.need(18)
		l.y += 13
		l.text(margin, size, false, l.theme.Ink, line)
		l.y += 5
	}
	l.y += 6
}

// column is one column of a table, from its left edge.
type column struct {
	x, width float64 // px
	title    string
	right    bool // numbers stand to the right
	wrap     bool // over as many lines as it takes
}

// cellSize is the size of a table's text, in px; cellLine how far its lines lie
// apart.
const cellSize, cellLine = 12.0, 15.0

// lines returns a cell's lines: more than one only where the column wraps.
func (c column) lines(said string) []string {
	if c.wrap {
		return letters.Wrap(letters.Shown(said), cellSize, false, c.width, 6)
	}
	return []string{letters.Fit(letters.Shown(said), cellSize, false, c.width)}
}

// tableHead writes the titles of the columns.
func (l *layout) tableHead(columns []column) {
	l.need(60)
	l.y += 12
	for _, c := range columns {
		l.cell(c, c.title, l.theme.Quiet, false)
	}
	l.y += 7
	l.rule()
}

// row writes one row of a table, with the titles again on a new page.
func (l *layout) row(columns []column, cells []string) {
	height := 0.0
	for i, c := range columns {
		height = max(height, cellLine*float64(len(c.lines(cells[i]))))
	}
	if l.y+height+5 > pageH-margin-footerH {
		l.newPage()
		l.tableHead(columns)
	}
	top := l.y
	for i, c := range columns {
		for n, line := range c.lines(cells[i]) {
			l.y = top + cellLine*float64(n+1)
			l.cell(c, line, l.theme.Ink, i == 0)
		}
	}
	l.y = top + height + 5
}

func (l *layout) cell(c column, said string, colour canvas.Colour, bold bool) {
	const size = cellSize
	text := canvas.Text{
		At: canvas.XY{X: margin + c.x, Y: l.y}, Size: size, Bold: bold, Color: colour,
		Words: letters.Fit(letters.Shown(said), size, bold, c.width),
	}
	if c.right {
		text.At.X, text.Align = margin+c.x+c.width, canvas.End
	}
	l.page.Add(text)
}

func (l *layout) rule() {
	l.page.Add(canvas.Stroke{
		Path:  canvas.Path{Points: []canvas.XY{{X: margin, Y: l.y}, {X: pageW - margin, Y: l.y}}},
		Width: 0.8, Color: l.theme.Grid,
	})
}

// footers writes on every page which record it is of, and its number.
func (l *layout) footers() {
	info := l.report.info
	for i, page := range l.pages {
		y := pageH - margin + 8
		left := "nabij"
		if info.Record != "" {
			left += "  ·  " + info.Record
		}
		if info.Seal != "" {
			left += "  ·  " + l.say.Say("report_seal", "Seal", info.Seal)
		}
		number := strconv.Itoa(i+1) + " / " + strconv.Itoa(len(l.pages))
		const size = 9.5
		page.Add(
			canvas.Stroke{Path: canvas.Path{Points: []canvas.XY{{X: margin, Y: y - 16}, {X: pageW - margin, Y: y - 16}}}, Width: 0.8, Color: l.theme.Grid},
			canvas.Text{At: canvas.XY{X: margin, Y: y}, Size: size, Color: l.theme.Quiet, Words: letters.Fit(letters.Shown(left), size, false, pageW-2*margin-60)},
			canvas.Text{At: canvas.XY{X: pageW - margin, Y: y}, Size: size, Align: canvas.End, Color: l.theme.Quiet, Words: number},
		)
	}
}
