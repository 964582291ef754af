package main

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"nabij/canvas/window"
	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/camera"
	"nabij/vision/floor"
	"nabij/vision/opencv"
	"nabij/vision/session"
)

// news is what the start view says: what is missing is said there, and is no
// error.
func (c *call) news() window.News {
	n := window.News{Kept: kept(), Rooms: c.otherRooms(), Calibrate: true}
	var room floor.Room
	if path, err := chosenRoom(""); err == nil {
		if known, err := config.LoadRoom(path); err == nil {
			room, n.Room = known, c.roomNews(path, known)
		}
	}
	known, err := opencv.Cameras()
	if err != nil {
		known = nil
	}
	c.cameraNews(&n, room, known)
	return n
}

// kept counts the records.
func kept() int {
	dir, err := recordsFolder()
	if err != nil {
		return 0
	}
	found, err := filepath.Glob(filepath.Join(dir, "*"+session.Ext))
	if err != nil {
		return 0
	}
	return len(found)
}

// roomNews is what is said of a room.
func (c *call) roomNews(path string, room floor.Room) window.Room {
	say := words.For(c.language())
	r := window.Room{Path: path, Plan: room, Name: cmp.Or(room.Name, strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))}
	if info, err := os.Stat(path); err == nil {
		id := words.ID("start_room_about")
		if len(room.Zones) == 0 {
			id = "start_room_bare"
		}
		r.About = say.Say(id, "Count", len(room.Zones), "Date", say.Date(info.ModTime()))
	}
	return r
}

// cameraNews says whether the room's camera is there. A room that names none
// leaves the choice, which is made when a session begins.
func (c *call) cameraNews(n *window.News, room floor.Room, known []camera.Info) {
	say := words.For(c.language())
	named := slices.IndexFunc(known, func(i camera.Info) bool {
		return strconv.Itoa(i.Number) == room.Device || strings.Contains(strings.ToLower(i.Name), strings.ToLower(room.Device))
	})
	switch {
	case room.Device != "" && isClip(room.Device):
		_, err := os.Stat(room.Device)
		n.Camera, n.Ready = say.Say("start_camera_clip", "Camera", filepath.Base(room.Device)), err == nil
	case room.Device != "" && named >= 0:
		n.Camera, n.Ready = say.Say("start_camera", "Camera", known[named].Name), true
	case room.Device != "" && len(known) > 0:
		n.Camera = say.Say("start_camera_other", "Camera", room.Device)
	case len(known) == 0:
		n.Camera = say.Say("start_no_camera")
	case len(known) == 1:
		n.Camera, n.Ready = say.Say("start_camera", "Camera", known[0].Name), true
	default:
		n.Camera, n.Ready = say.Say("start_camera_choose", "Count", len(known)), true
	}
	if room.Device == "" {
		for _, i := range known {
			n.Cameras = append(n.Cameras, i.Name)
		}
	}
}

// otherRooms are the rooms that can be chosen beside the one used last: those
// used before, and those in the program's folder.
func (c *call) otherRooms() []window.Room {
	s := settings()
	paths := slices.Clone(s.Rooms)
	if data, err := config.DataDir(); err == nil {
		if found, err := filepath.Glob(filepath.Join(data, "rooms", "*.yaml")); err == nil {
			paths = append(paths, found...)
		}
	}
	var rooms []window.Room
	seen := map[string]bool{s.Room: true}
	for _, path := range paths {
		if seen[path] {
			continue
		}
		seen[path] = true
		if room, err := config.LoadRoom(path); err == nil { // one that is gone is not offered
			rooms = append(rooms, c.roomNews(path, room))
		}
	}
	return rooms
}

// use takes a room file for the sessions that follow.
func (c *call) use(path string) error {
	if _, err := openRoom(path); err != nil {
		return c.plainly(err)
	}
	remember(path)
	return nil
}

// check tells what works on this computer, in the user's language.
func (c *call) check() []window.Finding {
	say := words.For(c.language())
	told := func(f finding, id words.ID, works string) window.Finding {
		w := window.Finding{What: say.Say(id), Works: f.Works, Detail: works}
		if !f.Works {
			w.Detail = say.Say("computer_not", "Cause", f.Detail)
		}
		return w
	}
	shut := network()
	detail := "computer_shut"
	if !shut.Works {
		detail = "computer_open"
	}
	keys, room := keyStore(), lastRoom()
	keysDetail, roomDetail := keys.Detail, room.Detail
	if _, err := os.Stat(keysDetail); err != nil {
		keysDetail = say.Say("computer_no_keys")
	}
	if _, err := os.Stat(roomDetail); err != nil {
		roomDetail = say.Say("computer_no_room")
	}
	seen, stored, works := cameras(), storage(), say.Say("computer_works")
	list := []window.Finding{
		told(eyeWorks(), "computer_eye", works), told(seen, "computer_camera", seen.Detail), told(screen(), "computer_window", works),
		told(stored, "computer_storage", stored.Detail), told(keys, "computer_keys", keysDetail), told(room, "computer_room", roomDetail),
		{What: say.Say("computer_network"), Works: shut.Works, Detail: say.Say(words.ID(detail))},
	}
	if !seen.Works {
		list[1].Detail = say.Say("start_no_camera")
	}
	return list
}
