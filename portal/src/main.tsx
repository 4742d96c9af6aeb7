document.title = 'Quittance';
