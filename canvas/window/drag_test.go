package window_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// TestFilesDraggedOnTheStartViewOpen drags files from another program, as file
// managers do, one of each kind.
func TestFilesDraggedOnTheStartViewOpen(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	w := open(t, "-lang", "nl", "start")
	before := w.settled()
	w.drag(file("brief.docx"))
	w.until("a sentence about the file", func() bool { return string(w.picture().Pix) != string(before.Pix) })
	room := file("Zolder van Zoë.yaml")
	w.drag(room)
	w.until("the room", func() bool { return strings.Contains(w.stderr.String(), "uses "+room+"\n") })
	w.drag(file("notes.txt"), file("film 50%.mp4"))
	w.until("the film", func() bool { return strings.Contains(w.stderr.String(), "begins "+file("film 50%.mp4")+"\n") })
	w.until("a map", func() bool { return w.colours()[blue] > 100 && !w.atFront() })
	w.key("q", "q")
	w.until("the start view", w.atFront)
	w.drag(file("De cirkel.nabij"))
	w.until("the record", func() bool { return strings.Contains(w.stderr.String(), "opens "+file("De cirkel.nabij")+"\n") })
}

// drag lets files be dropped on the window by another client of the X server.
func (w *opened) drag(paths ...string) {
	w.t.Helper()
	x, err := xgb.NewConn()
	if err != nil {
		w.t.Fatal(err)
	}
	defer x.Close()
	d := &dragging{w: w, x: x, events: make(chan xgb.Event, 100)}
	go func() {
		defer close(d.events)
		for {
			event, err := x.WaitForEvent()
			if event == nil && err == nil {
				return
			}
			if event != nil {
				d.events <- event
			}
		}
	}()
	d.drop(paths)
}

// dragging is the part of a file manager in XDND, the protocol by which files
// are dragged from one program to another, version 5:
// https://www.freedesktop.org/wiki/Specifications/XDND/
type dragging struct {
	w              *opened
	x              *xgb.Conn
	source, target xproto.Window
	events         chan xgb.Event
}

func (d *dragging) atom(name string) xproto.Atom {
	d.w.t.Helper()
	reply, err := xproto.InternAtom(d.x, false, uint16(len(name)), name).Reply()
	if err != nil {
		d.w.t.Fatal(err)
	}
	return reply.Atom
}

func (d *dragging) drop(paths []string) {
	t := d.w.t
	t.Helper()
	id, err := strconv.Atoi(d.w.id)
	if err != nil {
		t.Fatal(err)
	}
	d.target = xproto.Window(id)
	screen := xproto.Setup(d.x).DefaultScreen(d.x)
	if d.source, err = xproto.NewWindowId(d.x); err != nil {
		t.Fatal(err)
	}
	if err := xproto.CreateWindowChecked(d.x, screen.RootDepth, d.source, screen.Root, 0, 0, 1, 1, 0,
		xproto.WindowClassInputOutput, screen.RootVisual, 0, nil).Check(); err != nil {
		t.Fatal(err)
	}
	middle, err := xproto.TranslateCoordinates(d.x, d.target, screen.Root, 300, 300).Reply()
	if err != nil {
		t.Fatal(err)
	}
	xproto.SetSelectionOwner(d.x, d.source, d.atom("XdndSelection"), xproto.TimeCurrentTime)
	d.send("XdndEnter", 5<<24, uint32(d.atom("text/uri-list")), 0, 0)
	d.send("XdndPosition", 0, uint32(middle.DstX)<<16|uint32(middle.DstY), 0, uint32(d.atom("XdndActionCopy")))
	if status := d.message("XdndStatus"); status[1]&1 == 0 {
		t.Fatal("the window takes no files")
	}
	d.send("XdndDrop", 0, 0, 0, 0)
	d.give(paths)
	d.message("XdndFinished")
}

// send sends the window a message, whose first number is the source.
func (d *dragging) send(kind string, data ...uint32) {
	d.w.t.Helper()
	message := xproto.ClientMessageEvent{
		Format: 32, Window: d.target, Type: d.atom(kind),
		Data: xproto.ClientMessageDataUnionData32New(append([]uint32{uint32(d.source)}, data...)),
	}
	if err := xproto.SendEventChecked(d.x, false, d.target, 0, string(message.Bytes())).Check(); err != nil {
		d.w.t.Fatal(err)
	}
}

// message waits for a message of the window.
func (d *dragging) message(kind string) []uint32 {
	d.w.t.Helper()
	want := d.atom(kind)
	for {
		if m, is := d.next(kind).(xproto.ClientMessageEvent); is && m.Type == want {
			return m.Data.Data32
		}
	}
}

// give waits until the window asks what is dropped, and tells.
func (d *dragging) give(paths []string) {
	d.w.t.Helper()
	var list strings.Builder
	for _, path := range paths {
		list.WriteString((&url.URL{Scheme: "file", Path: path}).String() + "\r\n")
	}
	for {
		asked, is := d.next("a question for the files").(xproto.SelectionRequestEvent)
		if !is {
			continue
		}
		xproto.ChangeProperty(d.x, xproto.PropModeReplace, asked.Requestor, asked.Property, asked.Target, 8, uint32(list.Len()), []byte(list.String()))
		told := xproto.SelectionNotifyEvent{Time: asked.Time, Requestor: asked.Requestor, Selection: asked.Selection, Target: asked.Target, Property: asked.Property}
		xproto.SendEvent(d.x, false, asked.Requestor, 0, string(told.Bytes()))
		return
	}
}

func (d *dragging) next(what string) xgb.Event {
	d.w.t.Helper()
	select {
	case event := <-d.events:
		return event
	case <-time.After(patience):
		d.w.t.Fatalf("waited for %s; stderr: %s", what, d.w.stderr.String())
		return nil
	}
}
