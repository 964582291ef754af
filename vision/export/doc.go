// Package export writes what a record holds in the forms that others read,
// and reads the track back.
//
// # Track
//
// One row per frame and person; numbers with a dot, in metres, seconds and
// pixels, in the shortest form that gives the same number back; frames from 1;
// empty where unknown:
//
//	frame,time_s,person,x_m,y_m,var_xx_m2,var_xy_m2,var_yy_m2,height_m,posture,
//	feet_seen,left_px,top_px,width_px,height_px,zones[,clock]
//
// x_m,y_m is the floor point below the middle of the hips, in the room's floor
// frame, and var_* its covariance. zones are joined by ";". clock is RFC 3339
// with milliseconds and offset. Distances, here and in the pairs, are centre to
// centre (mid-hip).
//
// # Cells that a spreadsheet would run
//
// A text that begins with = + - @, a tab, a carriage return or an apostrophe
// gets an apostrophe in front; reading takes one away. Numbers stay numbers.
//
// # MOTChallenge
//
// Rows frame,id,left,top,width,height,conf,-1,-1,-1 of whoever has a box, with
// ids from 1 in the order of first appearance and conf always 1.
package export
