# Las palabras del tema.

## Alrededor de la página
skip-to-content = Ir al contenido
languages = Idiomas
sections = Secciones
about-the-site = Quiénes somos
follow-us = Síganos en:
title-separator = {" – "}

## Artículos
updated = Actualizado el { $date }
updated-at = Actualizado a las { $time }
kind-analysis = Análisis
kind-opinion = Opinión
kind-interview = Entrevista
kind-reportage = Reportaje
draft = Borrador
draft-notice = Esto es un borrador. No está publicado.
proof-notice = Prueba de imprenta: no publicar. Estas páginas pueden contener borradores y textos embargados.
translation-outdated = Esta traducción se está actualizando.
    .original = Leer el original actualizado ({ $language })
translation-machine = Este texto se ha traducido automáticamente y la redacción no lo ha revisado.
translation-draft = La redacción aún no ha revisado esta traducción.
translation-reviewed = La redacción ha revisado esta traducción.
shown-in-original = Este texto no está disponible en { $missing }. Lo está leyendo en { $language }.
reading-time = { $minutes } min de lectura
pull-quote = Cita destacada
corrections = { $count ->
    [one] Corrección
   *[other] Correcciones
}
all-corrections = Todas las correcciones
in-dossiers = { $count ->
    [one] Especial
   *[other] Especiales
}
share = Compartir
share-telegram = Compartir en Telegram
share-vk = Compartir en VK
share-x = Compartir en X
share-facebook = Compartir en Facebook
share-whatsapp = Compartir en WhatsApp
share-linkedin = Compartir en LinkedIn
share-bluesky = Compartir en Bluesky
share-threads = Compartir en Threads
share-mastodon = Compartir en Mastodon
share-email = Enviar por correo electrónico
about-the-author = { $count ->
    [one] Sobre la firma
   *[other] Sobre las firmas
}
more-on-this-topic = Más sobre este tema
table = Tabla
footnotes = Notas
footnote-back = Volver al texto
task-done = Hecho
task-open = Pendiente

## Listas
top-stories = En portada
latest = Lo último
articles = { $count ->
    [one] { $count } artículo
   *[other] { $count } artículos
}
tags = Temas
authors = Firmas
dossiers = Especiales
dossier-articles = Artículos de este especial
corrections-page = Fe de errores
corrections-page-text = Los errores que hemos cometido y corregido, empezando por los más recientes. Cada corrección figura también al final de su artículo.
archive = Hemeroteca
pages = Páginas
page = Página { $number }
newer = Más recientes
older = Más antiguos
nothing-yet = Todavía no hay artículos.

## Una dirección que no existe
not-found = Página no encontrada
not-found-text = No hay nada en esta dirección. Es posible que el artículo se haya trasladado o retirado.
to-the-home-page = Ir a la portada

## Números
ordinal = { $gender ->
    [feminine] { $n }.ª
   *[other] { $n }.º
}

## Vídeos, publicaciones y mapas de otros sitios: `$kind` es video, audio, post, chart, map, form o page
embed-link = { $kind ->
    [video] Ver en { $provider }
    [audio] Escuchar en { $provider }
    [post] Leer en { $provider }
   *[other] Abrir en { $provider }
}
embed-show = { $kind ->
    [video] Reproducir el vídeo
    [audio] Escuchar la grabación
    [post] Mostrar la publicación
    [chart] Mostrar el gráfico
    [map] Mostrar el mapa
    [form] Mostrar el formulario
   *[other] Mostrar aquí
}
embed-note = { $provider } recibirá entonces su dirección IP y podrá instalar cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Vídeo en { $provider }
    [audio] Grabación en { $provider }
    [post] Publicación en { $provider }
    [chart] Gráfico en { $provider }
    [map] Mapa en { $provider }
    [form] Formulario en { $provider }
   *[other] { $provider }
}

## Galerías
gallery-label = Galería de imágenes
gallery-close = Cerrar
gallery-previous = Imagen anterior
gallery-next = Imagen siguiente
gallery-position = Imagen { $number } de { $count }

## Vídeo y sonido
listen = Escuchar
heard-in = en { $language }
podcast = Pódcast

## Tarjetas para las redes sociales
social-card-dossier = Especial
social-card-tag = Tema
