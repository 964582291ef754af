package main

import (
	"nabij/config"
	"nabij/vision"
	"nabij/vision/floor"
	"nabij/vision/pipeline"
)

// ground is a room and its solved floor.
type ground struct {
	room  floor.Room
	floor *floor.Floor
	known bool // false: a floor guessed for a picture, without metres
}

// openRoom reads a room file and solves its floor.
func openRoom(path string) (ground, error) {
	room, err := config.LoadRoom(path)
	if err != nil {
		return ground{}, err
	}
	return solveRoom(path, room)
}

func solveRoom(path string, room floor.Room) (ground, error) {
	solved, err := floor.Solve(room.Size, room.Lens, room.Points)
	if err != nil {
		return ground{}, fail("fail_floor", path, err)
	}
	return ground{room, solved, true}, nil
}

// groundFor returns the ground for pictures of that size: the room file's, or
// without one a stand-in.
func groundFor(path string, size vision.Size, source string) (ground, error) {
	if path == "" {
		solved, err := pipeline.StandIn(size)
		return ground{room: floor.Room{Size: size}, floor: solved}, err
	}
	g, err := openRoom(path)
	if err == nil {
		err = g.fits(path, size, source)
	}
	return g, err
}

// fits tells whether the room's points are in pictures of that size.
func (g ground) fits(path string, size vision.Size, source string) error {
	if g.room.Size == size {
		return nil
	}
	return hinted{
		fail("fail_room_size", path, g.room.Size.Width, g.room.Size.Height, source, size.Width, size.Height),
		advice("hint_room_size"),
	}
}

func (g ground) options(people int) pipeline.Options {
	return pipeline.Options{Ground: g.floor, Zones: g.room.Zones, People: people}
}
