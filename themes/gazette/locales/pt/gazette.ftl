# As palavras do tema, em português do Brasil.

## Em volta da página
skip-to-content = Ir para o conteúdo
languages = Idiomas
sections = Editorias
about-the-site = Quem somos
follow-us = Siga-nos:
title-separator = {" – "}

## Textos
updated = Atualizado em { $date }
updated-at = Atualizado às { $time }
kind-analysis = Análise
kind-opinion = Opinião
kind-interview = Entrevista
kind-reportage = Reportagem
draft = Rascunho
draft-notice = Isto é um rascunho. Não está publicado.
proof-notice = Prova: não publicar. Estas páginas podem conter rascunhos e textos sob embargo.
translation-outdated = Esta tradução está sendo atualizada.
    .original = Ler o original atualizado ({ $language })
translation-machine = Este texto foi traduzido automaticamente e não foi revisado pela redação.
translation-draft = Esta tradução ainda não foi revisada pela redação.
translation-reviewed = Esta tradução foi revisada pela redação.
shown-in-original = Este texto não está disponível em { $missing }. Você o está lendo em { $language }.
reading-time = { $minutes } min de leitura
pull-quote = Frase em destaque
corrections = { $count ->
    [one] Correção
   *[other] Correções
}
all-corrections = Todas as correções
in-dossiers = { $count ->
    [one] Especial
   *[other] Especiais
}
share = Compartilhar
share-telegram = Compartilhar no Telegram
share-vk = Compartilhar no VK
share-x = Compartilhar no X
share-facebook = Compartilhar no Facebook
share-whatsapp = Compartilhar no WhatsApp
share-linkedin = Compartilhar no LinkedIn
share-bluesky = Compartilhar no Bluesky
share-threads = Compartilhar no Threads
share-mastodon = Compartilhar no Mastodon
share-email = Enviar por e-mail
about-the-author = { $count ->
    [one] Sobre o autor
   *[other] Sobre os autores
}
more-on-this-topic = Mais sobre o tema
table = Tabela
footnotes = Notas
footnote-back = Voltar ao texto
task-done = Feito
task-open = A fazer

## Listas
top-stories = Destaques
latest = Últimas notícias
articles = { $count ->
    [one] { $count } texto
   *[other] { $count } textos
}
tags = Temas
authors = Autores
dossiers = Especiais
dossier-articles = Textos deste especial
corrections-page = Erramos
corrections-page-text = O que publicamos errado e corrigimos, do mais recente ao mais antigo. Cada correção aparece também no fim do texto.
archive = Acervo
pages = Páginas
page = Página { $number }
newer = Mais recentes
older = Mais antigos
nothing-yet = Ainda não há textos.

## Endereço que não existe
not-found = Página não encontrada
not-found-text = Não há nada neste endereço. O texto pode ter mudado de lugar ou saído do ar.
to-the-home-page = Ir para a página inicial

## Horas, datas e números: o primeiro dia do mês é ordinal.
time-short = { $minute-number ->
    [0] { $hour }h
   *[other] { $hour }h{ $minute }
}
date-day = { $day ->
    [1] 1º
   *[other] { $day }
}
ordinal = { $gender ->
    [feminine] { $n }ª
   *[other] { $n }º
}

## Vídeos, posts e mapas de outros sites: `$kind` é video, audio, post, chart, map, form ou page
embed-link = { $kind ->
    [video] Assistir no { $provider }
    [audio] Ouvir no { $provider }
    [post] Ler no { $provider }
   *[other] Abrir no { $provider }
}
embed-show = { $kind ->
    [video] Assistir ao vídeo
    [audio] Ouvir a gravação
    [post] Mostrar o post
    [chart] Mostrar o gráfico
    [map] Mostrar o mapa
    [form] Mostrar o formulário
   *[other] Mostrar aqui
}
embed-note = Com isso, { $provider } receberá seu endereço IP e poderá gravar cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Vídeo no { $provider }
    [audio] Gravação no { $provider }
    [post] Post no { $provider }
    [chart] Gráfico no { $provider }
    [map] Mapa no { $provider }
    [form] Formulário no { $provider }
   *[other] { $provider }
}

## Galerias
gallery-label = Galeria de imagens
gallery-close = Fechar
gallery-previous = Imagem anterior
gallery-next = Próxima imagem
gallery-position = Imagem { $number } de { $count }

## Vídeo e som
listen = Ouvir
heard-in = em { $language }
podcast = Podcast

## Cartões para as redes sociais
social-card-dossier = Especial
social-card-tag = Tema
