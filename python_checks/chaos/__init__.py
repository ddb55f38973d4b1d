"""`./run chaos`: kills, full disks and crowds, and what readers see meanwhile: one complete release at every moment."""
