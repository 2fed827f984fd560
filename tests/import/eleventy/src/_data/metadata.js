export default { title: "The Ferry", url: "https://ferry.example/", language: "en", description: "News from both banks" };
