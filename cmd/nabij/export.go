package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/still"
	"nabij/vision/export"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func exportRecord(ctx context.Context, c *call) error {
	c.secret()
	csvFile := c.String("csv", "", "flag_csv")
	momentsFile := c.String("moments", "", "flag_moments")
	pairsFile := c.String("pairs", "", "flag_pairs")
	pngFile := c.String("png", "", "flag_png")
	svgFile := c.String("svg", "", "flag_svg")
	pdfFile := c.String("pdf", "", "flag_pdf")
	parquetFile := c.String("parquet", "", "flag_parquet")
	mcapFile := c.String("mcap", "", "flag_mcap")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	wanted := map[string]string{
		"csv": *csvFile, "moments": *momentsFile, "pairs": *pairsFile, "png": *pngFile,
		"svg": *svgFile, "pdf": *pdfFile, "parquet": *parquetFile, "mcap": *mcapFile,
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	defer record.Close()
	if strings.Join(slices.Collect(maps.Values(wanted)), "") == "" {
		return misused("use_export")
	}
	bar := newProgress(c.aside(), 0)
	defer bar.end()
	written, err := exporting{c, record, args[0], bar.share}.write(ctx, wanted)
	if err != nil {
		return err
	}
	bar.end()
	for _, path := range written {
		fmt.Fprintln(c.stdout, path)
	}
	c.tell("say_distances")
	return nil
}

// exporting writes files from a record.
type exporting struct {
	c      *call
	record *session.Record
	path   string             // of the record
	tell   func(done, of int) // how far it is
}

// write writes the files that are wanted, by their kinds: all of them or none.
// It returns their paths.
func (e exporting) write(ctx context.Context, wanted map[string]string) (written []string, err error) {
	count, passed := 0, 0
	for _, path := range wanted {
		if path != "" {
			count++
		}
	}
	all := func() iter.Seq2[scene.Scene, error] { return e.scenes(ctx, passed, count) }
	var files outputs
	defer files.drop()
	for _, f := range []struct {
		kind  string
		write func(io.Writer) error
	}{
		{"csv", func(w io.Writer) error { return export.WriteTrackCSV(w, all(), export.Options{Clock: true}) }},
		{"moments", func(w io.Writer) error { return writeMoments(w, e.record) }},
		{"pairs", func(w io.Writer) error { return export.WritePairsCSV(w, all()) }},
		{"parquet", func(w io.Writer) error { return export.WriteParquet(w, all()) }},
		{"mcap", func(w io.Writer) error { return writeMCAP(w, e.record, all()) }},
		{"png", func(w io.Writer) error { return e.onMap(w, all(), still.PNG) }},
		{"svg", func(w io.Writer) error { return e.onMap(w, all(), still.SVG) }},
		{"pdf", func(w io.Writer) error { return e.report(w, all()) }},
	} {
		err := files.add(wanted[f.kind], func(w io.Writer) error {
			defer func() { passed++ }()
			return f.write(w)
		})
		if err != nil {
			return nil, err
		}
	}
	if err := files.keep(); err != nil {
		return nil, err
	}
	for _, f := range files {
		written = append(written, f.path)
	}
	return written, nil
}

// scenes gives all scenes, and tells how far the file is that is number passed
// of count.
func (e exporting) scenes(ctx context.Context, passed, count int) iter.Seq2[scene.Scene, error] {
	first, last := e.record.Span()
	length := int((last-first)/time.Millisecond) + 1
	return func(yield func(scene.Scene, error) bool) {
		for s, err := range scenesOf(ctx, e.record) {
			e.tell(passed*length+int((s.At-first)/time.Millisecond), count*length)
			if !yield(s, err) {
				return
			}
		}
	}
}

// openRecord opens a record with its key.
func (c *call) openRecord(path string) (*session.Record, error) {
	if _, err := os.Stat(path); err != nil { // before a passphrase is asked for
		return nil, fail("fail_record", path, fs.ErrNotExist)
	}
	own, err := session.HasOwn(path)
	if err != nil { // what is no record of nabij is told first, too
		return nil, err
	}
	if own { // a client's copy carries its key
		passphrase, err := c.passphrase(false)
		if locked, is := errors.AsType[lockedAway](err); is {
			locked.own = true
			err = locked
		}
		if err != nil {
			return nil, err
		}
		return session.OpenOwn(path, passphrase)
	}
	if dir, err := keysFolder(path); err != nil || !session.HasKeys(dir) { // nobody is asked to think up a passphrase for it
		return nil, errors.Join(err, fail("fault_open_record", path, session.ErrUnknownKey))
	}
	keys, err := c.keys(path)
	if err != nil {
		return nil, err
	}
	return session.Open(path, keys)
}

// scenesOf gives all scenes of a record until the context ends.
func scenesOf(ctx context.Context, record *session.Record) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		for s, err := range record.Range(math.MinInt64, math.MaxInt64) {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(s, err) {
				return
			}
		}
	}
}

func writeMoments(w io.Writer, record *session.Record) error {
	moments, err := record.Moments()
	if err != nil {
		return err
	}
	return export.WriteMomentsCSV(w, moments)
}

func writeMCAP(w io.Writer, record *session.Record, scenes iter.Seq2[scene.Scene, error]) error {
	moments, err := record.Moments()
	if err != nil {
		return err
	}
	rooms, err := record.Rooms()
	if err != nil {
		return err
	}
	var laid []export.Laid
	for _, r := range rooms {
		laid = append(laid, export.Laid{From: r.From, Zones: r.Room.Zones})
	}
	return export.WriteMCAP(w, scenes, moments, laid)
}

// onMap draws the last scene with everybody's steps since the first.
func (e exporting) onMap(w io.Writer, scenes iter.Seq2[scene.Scene, error], draw func(io.Writer, *canvas.List) error) error {
	first, last := e.record.Span()
	trails := livemap.Trails{Keep: last - first + time.Second}
	var end scene.Scene
	for s, err := range scenes {
		if err != nil {
			return err
		}
		trails.Add(s)
		end = s
	}
	room, err := e.record.RoomAt(last)
	if err != nil {
		return err
	}
	list := &canvas.List{Width: 1280, Height: 960}
	livemap.Draw(list, trails.Room(room), end, &trails, livemap.Options{Lang: e.c.language()})
	return draw(w, list)
}
