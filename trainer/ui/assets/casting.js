element.addEventListener('change', (event) => trigger('select', { name: event.target.name, value: event.target.value }));
