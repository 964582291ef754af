package guide

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"nabij/canvas/words"
	"nabij/vision/floor"
)

// job is the one long thing that is being done.
type job struct {
	busy   words.ID // what is said meanwhile; empty: nothing is
	runs   bool
	cancel context.CancelFunc
	ended  chan func()
	worker sync.WaitGroup
}

func (j *job) finish() { j.busy, j.runs = "", false }

// stop ends the job, and forgets what came of it.
func (j *job) stop() {
	if j.cancel != nil {
		j.cancel()
	}
	j.worker.Wait()
	select {
	case <-j.ended:
	default:
	}
	j.finish()
}

// work does something long on a goroutine of its own. What it returns is done
// on the guide's, and an error is said.
func (g *Guide) work(said words.ID, do func(context.Context) (func(), error)) {
	if g.job.runs {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	g.job.busy, g.job.runs, g.job.cancel, g.stale = said, true, cancel, true
	if said != "" {
		g.told = trouble{}
	}
	g.job.worker.Add(1)
	go func() {
		defer g.job.worker.Done()
		defer cancel()
		apply, err := guarded(ctx, do)
		stopped := ctx.Err() != nil
		g.job.ended <- func() {
			switch {
			case err == nil:
				apply()
			case !stopped:
				g.tell(err)
			}
		}
		g.wake()
	}()
}

// guarded turns a panic into an error: what was measured before must stay.
func guarded(ctx context.Context, do func(context.Context) (func(), error)) (apply func(), err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("a mistake in the program: %v", cause)
		}
	}()
	return do(ctx)
}

// trouble is what is the matter, and what to do about it.
type trouble struct {
	what, todo string
	points     []int // numbers, from 0, of what it is about
}

// tell says an error on the page.
func (g *Guide) tell(err error) {
	g.stale = true
	var refused *floor.Error
	if errors.As(err, &refused) {
		g.told = g.refusal(refused)
		return
	}
	g.told = trouble{what: g.say.Trouble(err)}
}

// refusal says why there is no floor, in the guide's language.
func (g *Guide) refusal(e *floor.Error) trouble {
	id, todo := words.ID("guide_fault_"+string(e.Fault)), words.ID("guide_fault_"+string(e.Fault)+"_todo")
	if p, sheets := g.page.(*sheetsPage); sheets {
		id, todo = ofSheets(e.Fault), "guide_sheets_fault_todo"
		if p.laid != nil { // they are sheets; it is the length between them
			id, todo = "guide_sheets_fault_tape", "guide_sheets_fault_tape_todo"
		}
	}
	if p, lens := g.page.(*lensPage); lens {
		p.looking = false
		id, todo = "guide_lens_fault", "guide_lens_everywhere"
	}
	if e.Fault == floor.BadLens && g.page == &g.pages.report {
		id, todo = "guide_lens_fault_edges", "guide_lens_fault_edges_todo"
	}
	var numbers []string
	for _, i := range e.Points {
		numbers = append(numbers, strconv.Itoa(i+1))
	}
	if e.Fault == floor.Misfit && len(numbers) == 0 {
		id += "_all"
	}
	return trouble{
		what:   g.say.Say(id, "Points", g.say.And(numbers)),
		todo:   g.say.Say(todo, "Points", g.say.And(numbers)),
		points: e.Points,
	}
}

// ofSheets is what is said where sheets make no floor.
func ofSheets(f floor.Fault) words.ID {
	switch f {
	case floor.TooFew, floor.InLine, floor.Unsolved:
		return words.ID("guide_sheets_fault_" + string(f))
	}
	return "guide_sheets_fault_not_sheet"
}

// notes are the items that say what is the matter, or what is being done.
func (g *Guide) notes() (items []Item) {
	if g.job.busy != "" {
		items = append(items, Item{Kind: Note, Words: g.say.Say(g.job.busy)})
	}
	if g.told.what != "" {
		words := g.told.what
		if g.told.todo != "" {
			words += " " + g.told.todo
		}
		items = append(items, Item{Kind: Note, Words: words})
	}
	return items
}
