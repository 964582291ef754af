package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"math"

	"nabij/config"
	"nabij/vision"
	"nabij/vision/calibrate"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrateLens finds the lens and writes it into the room file, whose floor is
// then solved with it.
func calibrateLens(ctx context.Context, c *call) error {
	roomFile := c.roomFlag("flag_room_lens")
	sources := c.StringArray("source", nil, "flag_source_lens")
	byEdges := c.Bool("edges", false, "flag_edges")
	board := c.String("board", "", "flag_board")
	more, err := c.parse(0, -1)
	if err != nil {
		return err
	}
	*sources = append(*sources, more...)
	if *byEdges == (*board != "") {
		return misused("use_lens")
	}
	path, err := chosenRoom(*roomFile)
	if err != nil {
		return err
	}
	room, err := config.LoadRoom(path)
	if err != nil {
		return err
	}
	if len(*sources) == 0 {
		own, err := sourceOr("", room)
		if err != nil {
			return err
		}
		*sources = []string{own}
	}
	if *byEdges {
		room.Lens, err = lensFromEdges(ctx, c.out(), path, room, (*sources)[0])
	} else {
		room.Lens, err = lensFromBoard(ctx, c, path, room.Size, *board, *sources)
	}
	if err != nil {
		return err
	}
	g, err := solveRoom(path, room)
	if err != nil {
		return err
	}
	if err := config.SaveRoom(path, room); err != nil {
		return err
	}
	remember(path)
	if g.floor.Sheets() > 0 {
		c.tell("say_lens_sheets")
	}
	fmt.Fprintln(c.stdout)
	describeFloor(c.out(), g)
	return nil
}

func lensFromEdges(ctx context.Context, w teller, path string, room floor.Room, source string) (*floor.Lens, error) {
	empty, err := seeEmptyRoom(ctx, source, func(size vision.Size) error { return sameSize(path, room.Size, size, source) })
	if err != nil {
		return nil, err
	}
	edges, err := opencv.StraightEdges(ctx, empty.picture)
	if err != nil {
		return nil, err
	}
	found, err := calibrate.LensFromEdges(room.Size, room.Points, edges)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", source, err)
	}
	w.tell("say_lens_edges", found.Edges, found.BentPx)
	w.tell("say_lens_edges_sure", found.Lens.FX, 100*found.FocalSigma, found.Lens.K1, found.K1Sigma)
	return roundedLens(found.Lens), nil
}

func lensFromBoard(ctx context.Context, c *call, path string, size vision.Size, board string, sources []string) (*floor.Lens, error) {
	boards := calibrate.Boards{Size: size}
	if n, err := fmt.Sscanf(board, "%dx%d", &boards.Columns, &boards.Rows); n != 2 || err != nil {
		return nil, misused("use_board", board)
	}
	for _, source := range sources {
		if err := lookForBoards(ctx, c.aside(), path, source, &boards); err != nil {
			return nil, err
		}
	}
	found, err := opencv.LensFromChessboard(boards)
	if err != nil {
		return nil, err
	}
	c.tell("say_lens_board", len(boards.Views), found.RMSPx)
	c.tell("say_lens_board_sure", found.Lens.FX, 100*found.FocalSigma, found.Lens.K1)
	return roundedLens(found.Lens), nil
}

const (
	// boardEvery is at which pictures of a clip a chessboard is looked for, and
	// boardFrames how many of a camera's are looked at: a minute.
	boardEvery  = 5
	boardFrames = 1800
)

// lookForBoards takes views of a chessboard from a source.
func lookForBoards(ctx context.Context, w teller, path, source string, boards *calibrate.Boards) error {
	from, err := openToCalibrate(ctx, source)
	if err != nil {
		return err
	}
	defer from.Close()
	if err := sameSize(path, boards.Size, from.Size(), source); err != nil {
		return err
	}
	img := image.NewRGBA(image.Rect(0, 0, boards.Size.Width, boards.Size.Height))
	shown := newProgress(w, 0)
	defer shown.end()
	for number := 1; number <= boardFrames || isClip(source); number++ {
		frame, err := from.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		shown.step(number)
		if err := boardIn(frame, number, img, boards); err != nil {
			return err
		}
		if across, down := boards.Cover(); !isClip(source) && boards.Enough() == nil && len(boards.Views) >= 15 && min(across, down) > 0.8 {
			return nil
		}
	}
	return nil
}

// boardIn takes in the view of one frame and closes it.
func boardIn(frame vision.Frame, number int, img *image.RGBA, boards *calibrate.Boards) error {
	defer frame.Close()
	picture, ok := frame.Picture.(*opencv.Picture)
	if !ok || (number-1)%boardEvery != 0 {
		return nil
	}
	if err := picture.CopyTo(img); err != nil {
		return err
	}
	corners, err := opencv.FindChessboard(img, boards.Columns, boards.Rows)
	if corners != nil {
		boards.Add(corners)
	}
	return err
}

// roundedLens writes a lens as finely as it means something.
func roundedLens(l floor.Lens) *floor.Lens {
	to := func(v, unit float64) float64 { return math.Round(v*unit) / unit }
	for _, px := range []*float64{&l.FX, &l.FY, &l.CX, &l.CY} {
		*px = to(*px, 1e3)
	}
	for _, bend := range []*float64{&l.K1, &l.K2, &l.P1, &l.P2, &l.K3} {
		*bend = to(*bend, 1e6)
	}
	return &l
}
