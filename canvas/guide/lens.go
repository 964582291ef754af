package guide

import (
	"context"
	"math"
	"strconv"
	"strings"

	"nabij/canvas"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
)

// lensPage finds the lens with a chessboard that is waved before the camera.
type lensPage struct {
	plain
	across, high string // inner corners, as typed
	boards       calibrate.Boards
	looking      bool
	looked       int // the picture that was looked at last
	known        bool
}

// enoughViews is how many different views of the board are asked for.
const enoughViews = 12

func (p *lensPage) items(g *Guide) []Item {
	items := []Item{{Kind: Heading, Words: g.say.Say("guide_lens_title")}, {Kind: Text, Words: g.say.Say("guide_lens_about")}}
	switch {
	case p.known:
		items = append(items, Item{Kind: Note, Words: g.say.Say("guide_lens_known")})
	case p.looking:
		items = append(items, Item{Kind: Text, Words: g.say.Say("guide_lens_views", "Count", len(p.boards.Views), "Of", enoughViews)},
			Item{Kind: Small, Words: g.say.Say("guide_lens_everywhere")})
	default:
		items = append(items,
			Item{Kind: Field, ID: "across", Words: g.say.Say("guide_lens_across"), Value: p.across, Row: 1},
			Item{Kind: Field, ID: "down", Words: g.say.Say("guide_lens_down"), Value: p.high, Row: 1},
			Item{Kind: Small, Words: g.say.Say("guide_lens_corners")})
	}
	items = append(items, g.notes()...)
	switch {
	case p.known:
		return append(items, withBack(g, g.low("guide_next", "ways", false))...)
	case p.looking:
		return append(items, withBack(g, g.low("guide_lens_solve", "solve", len(p.boards.Views) == 0))...)
	}
	return append(items, withBack(g, g.low("guide_lens_begin", "begin", p.count() == [2]int{}))...)
}

// count is how many inner corners the board has; none where that is no number.
func (p *lensPage) count() [2]int {
	across, errA := strconv.Atoi(strings.TrimSpace(p.across))
	down, errD := strconv.Atoi(strings.TrimSpace(p.high))
	if errA != nil || errD != nil || min(across, down) < 3 || max(across, down) > 40 {
		return [2]int{}
	}
	return [2]int{across, down}
}

func (p *lensPage) typed(_ *Guide, id, text string) {
	switch id {
	case "across":
		p.across = text
	case "down":
		p.high = text
	}
}

func (p *lensPage) press(g *Guide, id string) {
	switch id {
	case "ways":
		g.openStep(stepFloor)
	case "begin":
		n := p.count()
		p.boards, p.looking = calibrate.Boards{Size: g.size(), Columns: n[0], Rows: n[1]}, true
	case "solve":
		p.solve(g)
	}
}

// tick looks for the board in the newest picture.
func (p *lensPage) tick(g *Guide) {
	img, program := g.frame.Image, g.program
	switch {
	case !p.looking || img == nil:
		return
	case len(p.boards.Views) >= enoughViews && p.boards.Enough() == nil:
		p.solve(g)
		return
	case p.looked == g.number || g.job.runs:
		return
	}
	p.looked = g.number
	columns, rows := p.boards.Columns, p.boards.Rows
	g.work("", func(context.Context) (func(), error) {
		corners, err := program.Board(img, columns, rows)
		return func() {
			if corners != nil {
				p.boards.Add(corners)
			}
		}, err
	})
}

// solve finds the lens from the views. What was found with another lens before
// is measured again.
func (p *lensPage) solve(g *Guide) {
	program, boards := g.program, p.boards
	p.looking = false
	g.job.stop()
	g.work("guide_lens_solving", func(ctx context.Context) (func(), error) {
		lens, err := program.BoardLens(ctx, boards)
		return func() {
			g.lens, p.known = &lens, true
		}, err
	})
}

// draw shows where the board was held so far.
func (p *lensPage) draw(_ *Guide, d *drawing) {
	n := p.boards.Columns
	for _, v := range p.boards.Views {
		outline := []vision.Pixel{v[0], v[n-1], v[len(v)-1], v[len(v)-n]}
		path := canvas.Path{Closed: true}
		for _, px := range outline {
			path.Points = append(path.Points, d.look.at(px))
		}
		d.list.Add(canvas.Fill{Path: path, Color: canvas.Faded(accent, 0.15)})
		d.line(outline, true, 1.2, accent)
	}
}

// byEdges finds the lens from what is straight in the room, and solves the floor
// with it.
func (g *Guide) byEdges() {
	program, size, points := g.program, g.room.Size, g.room.Points
	g.work("guide_check_looking", func(ctx context.Context) (func(), error) {
		quiet, err := program.Empty(ctx)
		if err != nil {
			return nil, err
		}
		edges, err := program.Edges(ctx, quiet.Image)
		if err != nil {
			return nil, err
		}
		bent, err := calibrate.LensFromEdges(size, points, edges)
		if err != nil {
			return nil, err
		}
		ground, err := floor.Solve(size, &bent.Lens, points)
		return func() {
			g.lens, g.room.Lens, g.changed = &bent.Lens, &bent.Lens, true
			g.setGround(ground)
			g.told = trouble{what: g.say.Say("guide_lens_edges", "Count", bent.Edges, "Off", g.say.Number(math.Max(0.01, bent.BentPx), 2))}
		}, err
	})
}
