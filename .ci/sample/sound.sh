#!/usr/bin/env bash
# Three strokes of a bell, then the standfirst read by espeak-ng: one file for each language. Needs ffmpeg and espeak-ng.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$1
text() { sed -n 's/^summary: "\(.*\)"$/\1/p' "content/economy/oil-price-cap/index.$1.md"; }
read_aloud() { # voice, language, name
    text "$2" | espeak-ng -v "$1" -s 150 -p 40 -g 2 --stdin -w "$out/speech.wav"
    bell='0.28*(sin(2*PI*523.25*t)+0.5*sin(2*PI*1255.8*t)+0.3*sin(2*PI*1569.75*t))*exp(-3*mod(t\,0.8))*lt(t\,2.4)'
    ffmpeg -v error -y -f lavfi -i "aevalsrc=$bell:d=2.6:s=22050" -i "$out/speech.wav" \
        -filter_complex "[1:a]aresample=22050,highpass=f=90,volume=0.9[s];[0:a][s]concat=n=2:v=0:a=1,loudnorm=I=-16:TP=-1.5,aresample=22050[a]" \
        -map "[a]" -ac 1 -c:a libmp3lame -b:a 40k -map_metadata -1 -fflags +bitexact -write_xing 1 "$out/$3"
}
read_aloud en-gb en standfirst.mp3
read_aloud fr-fr fr standfirst.fr.mp3
read_aloud ru ru standfirst.ru.mp3
