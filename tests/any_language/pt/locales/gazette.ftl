skip-to-content = Ir para o conteúdo
languages = Línguas
sections = Secções
about-the-site = Sobre o site
follow-us = Siga-nos:
title-separator = {" – "}
updated = Atualizado em { $date }
updated-at = Atualizado às { $time }
kind-analysis = Análise
kind-opinion = Opinião
kind-interview = Entrevista
kind-reportage = Reportagem
draft = Rascunho
draft-notice = Isto é um rascunho. Não é público.
translation-outdated = Esta tradução está a ser atualizada.
    .original = Ler o original atualizado ({ $language })
shown-in-original = Este artigo não está disponível em { $missing }. Está a lê-lo em { $language }.
reading-time = { $minutes } min de leitura
pull-quote = Citação em destaque
corrections = { $count ->
    [one] Correção
   *[other] Correções
}
all-corrections = Todas as correções
in-dossiers = { $count ->
    [one] Dossiê
   *[other] Dossiês
}
share = Partilhar
share-telegram = Partilhar no Telegram
share-vk = Partilhar no VK
share-x = Partilhar no X
share-facebook = Partilhar no Facebook
share-whatsapp = Partilhar no WhatsApp
share-linkedin = Partilhar no LinkedIn
share-bluesky = Partilhar no Bluesky
share-threads = Partilhar no Threads
share-mastodon = Partilhar no Mastodon
share-email = Enviar por correio eletrónico
about-the-author = { $count ->
    [one] Sobre o autor
   *[other] Sobre os autores
}
more-on-this-topic = Mais sobre este tema
table = Tabela
footnotes = Notas
footnote-back = Voltar ao texto
task-done = Feito
task-open = Por fazer
top-stories = Em destaque
latest = Últimos artigos
articles = { $count ->
    [one] { $count } artigo
   *[other] { $count } artigos
}
tags = Temas
authors = Autores
dossiers = Dossiês
dossier-articles = Artigos deste dossiê
corrections-page = Correções
corrections-page-text = O que errámos e emendámos, a partir do mais recente. Cada correção figura também no fim do artigo.
archive = Arquivo
pages = Páginas
page = Página { $number }
newer = Mais recentes
older = Mais antigos
nothing-yet = Ainda não há artigos.
not-found = Página não encontrada
not-found-text = Não há nada neste endereço. O artigo pode ter sido movido ou retirado.
to-the-home-page = Para a página inicial
ordinal = { $n }.º
embed-link = { $kind ->
    [video] Ver no { $provider }
    [audio] Ouvir no { $provider }
    [post] Ler no { $provider }
   *[other] Abrir no { $provider }
}
embed-show = { $kind ->
    [video] Reproduzir o vídeo
    [audio] Ouvir a gravação
    [post] Mostrar a publicação
    [chart] Mostrar o gráfico
    [map] Mostrar o mapa
    [form] Mostrar o formulário
   *[other] Mostrar aqui
}
embed-note = O { $provider } receberá então o seu endereço IP e poderá guardar cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Vídeo no { $provider }
    [audio] Gravação no { $provider }
    [post] Publicação no { $provider }
    [chart] Gráfico no { $provider }
    [map] Mapa no { $provider }
    [form] Formulário no { $provider }
   *[other] { $provider }
}
gallery-label = Galeria de imagens
gallery-close = Fechar
gallery-previous = Imagem anterior
gallery-next = Imagem seguinte
gallery-position = Imagem { $number } de { $count }

listen = Ouvir
heard-in = em { $language }
podcast = Podcast
## Social cards
social-card-dossier = Dossiê
social-card-tag = Tema
