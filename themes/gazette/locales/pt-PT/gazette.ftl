# O que Portugal diz de outra maneira; tudo o resto está em locales/pt/.

## Em volta da página
sections = Secções

## Textos
translation-outdated = Esta tradução está a ser atualizada.
    .original = Ler o original atualizado ({ $language })
translation-machine = Este texto foi traduzido automaticamente e não foi revisto pela redação.
translation-draft = Esta tradução ainda não foi revista pela redação.
translation-reviewed = Esta tradução foi revista pela redação.
shown-in-original = Este texto não está disponível em { $missing }. Está a lê-lo em { $language }.
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

## Listas
corrections-page = Correções
corrections-page-text = O que errámos e corrigimos, do mais recente ao mais antigo. Cada correção surge também no fim do texto.
archive = Arquivo

## Endereço que não existe
not-found-text = Não há nada neste endereço. O texto pode ter mudado de sítio ou ter sido retirado.

## Datas: o primeiro dia do mês não é ordinal.
date-day = { $day }

## Vídeos, publicações e mapas de outros sítios
embed-link = { $kind ->
    [video] Ver no { $provider }
    [audio] Ouvir no { $provider }
    [post] Ler no { $provider }
   *[other] Abrir no { $provider }
}
embed-show = { $kind ->
    [video] Ver o vídeo
    [audio] Ouvir a gravação
    [post] Mostrar a publicação
    [chart] Mostrar o gráfico
    [map] Mostrar o mapa
    [form] Mostrar o formulário
   *[other] Mostrar aqui
}
embed-note = { $provider } receberá então o seu endereço IP e poderá guardar cookies.
embed-untitled = { $kind ->
    [video] Vídeo no { $provider }
    [audio] Gravação no { $provider }
    [post] Publicação no { $provider }
    [chart] Gráfico no { $provider }
    [map] Mapa no { $provider }
    [form] Formulário no { $provider }
   *[other] { $provider }
}

## Galerias
gallery-next = Imagem seguinte
